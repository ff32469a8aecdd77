package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every explicit operator promises, for the dense and the sparse one on the same entries. */
class OperatorsTest {
  /** About a third of the cells filled. */
  static SparseMatrix sparse(int rows, int cols, long seed) {
    return TestMatrices.sparse(rows, cols, 0.35, seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "9, 1", "4, 4", "40, 13", "13, 40", "6, 300"})
  void productsGramAndNormsAgreeWithTheDefinition(int rows, int cols) {
    SparseMatrix sparse = sparse(rows, cols, 3);
    Matrix dense = sparse.toDense();
    Matrix shorter =
        rows <= cols
            ? TestMatrices.naiveProduct(dense, dense.transpose())
            : TestMatrices.naiveProduct(dense.transpose(), dense);
    for (ExplicitOperator g : List.of(sparse, new DenseOperator(dense))) {
      for (int width : new int[] {1, 3}) {
        Matrix x = TestMatrices.random(cols, width, 4);
        Matrix y = TestMatrices.random(rows, width, 5);
        assertThat(TestMatrices.distance(g.times(x), TestMatrices.naiveProduct(dense, x)))
            .isLessThan(1e-13);
        Matrix expected = TestMatrices.naiveProduct(dense.transpose(), y);
        assertThat(TestMatrices.distance(g.transposedTimes(y), expected)).isLessThan(1e-13);
      }
      Matrix gram = g.gramOfShorterSide();
      assertThat(TestMatrices.distance(gram, shorter)).isLessThan(1e-13);
      assertThat(gram).isEqualTo(gram.transpose());
      double trace = 0;
      for (int i = 0; i < gram.rows(); i++) {
        trace += gram.get(i, i);
      }
      assertThat(g.frobeniusNormSquared()).isCloseTo(trace, within(1e-13 * trace));
      assertThat(g.scaledBy(-2).largestMagnitude()).isEqualTo(2 * g.largestMagnitude());
      assertThat(g.longestInnerProduct()).isBetween(0, Math.max(rows, cols));
    }
  }

  @Test
  void theLongestInnerProductOfASparseMatrixIsItsLongestShorterLine() {
    int[] columns = {0, 1, 4, 2};
    double[] values = {1, 2, 3, 4};
    assertThat(SparseMatrix.of(2, 5, new int[] {0, 3, 4}, columns, values).longestInnerProduct())
        .isEqualTo(3);
    assertThat(
            SparseMatrix.of(2, 5, new int[] {0, 3, 4}, columns, values)
                .transpose()
                .longestInnerProduct())
        .isEqualTo(3);
  }

  @Test
  void aCellThatOccursTwiceHoldsTheSum() {
    SparseMatrix g =
        SparseMatrix.of(
            2, 3, new int[] {0, 3, 5}, new int[] {1, 1, 2, 0, 0}, new double[] {1, 2, 5, 3, -3});
    assertThat(g.entries()).isEqualTo(3);
    assertThat(g.toDense()).isEqualTo(Matrix.wrap(2, 3, new double[] {0, 3, 5, 0, 0, 0}));
    assertThat(g.frobeniusNormSquared()).isEqualTo(34);
  }

  @Test
  void theTransposeOfTheTransposeIsTheMatrix() {
    SparseMatrix g = sparse(11, 8, 6);
    assertThat(g.transpose().toDense()).isEqualTo(g.toDense().transpose());
    assertThat(g.transpose().transpose().toDense()).isEqualTo(g.toDense());
  }

  @Test
  void arraysThatAreNoMatrixAreRefused() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> SparseMatrix.of(1, 3, new int[] {0, 2}, new int[] {2, 1}, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0");
    assertThatThrownBy(() -> SparseMatrix.of(1, 3, new int[] {0, 2}, new int[] {1, 3}, two))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SparseMatrix.of(2, 3, new int[] {0, 2}, new int[] {1, 2}, two))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sparse(3, 4, 1).times(Matrix.zeros(3, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
