package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Above the size from which on all cores work: the bits of the plain loops. */
class LargeSparseMatrixTest {
  @ParameterizedTest
  @CsvSource({"700,400,0.9", "300,900,0.9", "3,90000,0.9"})
  void productsHaveTheBitsOfThePlainLoops(int rows, int cols, double density) {
    SparseMatrix g = TestMatrices.sparse(rows, cols, density, 1);
    assertThat(g.entries()).isGreaterThan(1 << 17);
    Matrix dense = g.toDense();
    double[] x = TestMatrices.random(cols, 1, 2).data();
    double[] y = TestMatrices.random(rows, 1, 3).data();
    double[] image = new double[rows];
    double[] transposed = new double[cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        double value = dense.get(i, j);
        if (value != 0) {
          image[i] += value * x[j];
          transposed[j] += value * y[i];
        }
      }
    }
    assertThat(g.times(Matrix.wrap(cols, 1, x)).data()).isEqualTo(image);
    assertThat(g.transposedTimes(Matrix.wrap(rows, 1, y)).data()).isEqualTo(transposed);
    g.forgetTranspose();
    assertThat(g.transposedTimes(Matrix.wrap(rows, 1, y)).data()).isEqualTo(transposed);
  }

  @ParameterizedTest
  @CsvSource({"700,400,0.9", "300,900,0.9"})
  void theGramMatrixHasTheBitsOfThePlainLoop(int rows, int cols, double density) {
    SparseMatrix g = TestMatrices.sparse(rows, cols, density, 4);
    Matrix gram = g.gramOfShorterSide();
    Matrix lines = rows <= cols ? g.toDense().transpose() : g.toDense();
    for (int c = 0; c < lines.cols(); c += 11) {
      for (int d = c; d < lines.cols(); d++) {
        double sum = 0;
        for (int i = 0; i < lines.rows(); i++) {
          if (lines.get(i, c) != 0 && lines.get(i, d) != 0) {
            sum += lines.get(i, c) * lines.get(i, d);
          }
        }
        assertThat(gram.get(c, d)).isEqualTo(sum);
      }
    }
  }

  @Test
  void longKrylovBasesStayOrthonormal_andHaveTheBitsOfOneThread() {
    SparseMatrix g = TestMatrices.sparse(3_000, 2_000, 0.05, 5);
    SymmetricLanczos alone = Pieces.alone(() -> recurrence(g));
    SymmetricLanczos shared = recurrence(g);
    assertThat(shared.steps()).isEqualTo(150);
    for (int k = 0; k < shared.steps(); k++) {
      assertThat(shared.diagonal(k)).isEqualTo(alone.diagonal(k));
      assertThat(shared.coupling(k)).isEqualTo(alone.coupling(k));
    }
    double[] ritz = shared.vector(shared.ritz(), 149);
    assertThat(Norms.euclidean(ritz)).isBetween(1 - 1e-13, 1 + 1e-13);
    assertThat(ritz).isEqualTo(alone.vector(alone.ritz(), 149));
  }

  private static SymmetricLanczos recurrence(SparseMatrix g) {
    GramLanczos lanczos = new GramLanczos(g, 1, 150, 1, 0);
    while (lanczos.step()) {
      // to the end
    }
    return lanczos.recurrences().get(0);
  }
}
