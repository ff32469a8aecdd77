package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.RowRange;

class SliceTest {
  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,2", "700,31,7", "9000,64,8"})
  void slicesOfTheSameRows_areAddedFromLeftToRight(int rows, int width, int count) {
    List<Matrix> matrices =
        IntStream.range(0, count).mapToObj(k -> GaussianNumbers.matrix(rows, width, 1, k)).toList();
    double[] expected = matrices.get(0).data().clone();
    for (Matrix next : matrices.subList(1, count)) {
      for (int i = 0; i < expected.length; i++) {
        expected[i] += next.data()[i];
      }
    }
    List<Slice> slices = new ArrayList<>();
    matrices.forEach(m -> slices.add(FactorSlice.of(new RowRange(0, rows), m)));
    assertThat(joined(slices).toMatrix(rows, 1).data()).isEqualTo(expected);
  }

  @Test
  void slicesOfAdjacentRows_evenEmptyOnes_areJoined() {
    List<Slice> slices =
        List.of(rows(0, 0), rows(0, 0), rows(0, 2), rows(2, 2), rows(2, 3), rows(3, 3));
    assertThat(joined(slices).toMatrix(3, 2).data()).isEqualTo(new double[] {0, 0, 2, 2, 4, 4});
  }

  @Test
  void slicesOfOtherRows_areRefused() {
    List<Slice> gap = List.of(rows(0, 2), rows(3, 4));
    assertThatThrownBy(() -> joined(gap))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not continue the rows before 2");
    List<Slice> sparseGap = List.of(sparse(0, 2), sparse(1, 3));
    assertThatThrownBy(() -> sparseGap.get(0).plus(sparseGap.subList(1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not continue the rows before 2");
  }

  @Test
  void sparseSlices_areJoined() {
    SparseSlice joined =
        (SparseSlice) sparse(0, 2).plus(List.of(sparse(2, 2), sparse(2, 5), sparse(5, 6)));
    Matrix expected = Matrix.identity(6);
    for (int k = 0; k < 6; k++) {
      expected.set(k, k, 2 * k);
    }
    assertThat(joined.toMatrix(6, 2).toDense()).isEqualTo(expected);
  }

  private static FactorSlice joined(List<Slice> slices) {
    return (FactorSlice) slices.get(0).plus(slices.subList(1, slices.size()));
  }

  /** Each row is filled with its number. */
  private static FactorSlice rows(int start, int end) {
    FactorSlice slice = new FactorSlice(new RowRange(start, end), 2);
    for (int i = 0; i < slice.data().length; i++) {
      slice.data()[i] = start + i / 2;
    }
    return slice;
  }

  /** Row k has k in column k. */
  private static SparseSlice sparse(int start, int end) {
    int size = end - start;
    return new SparseSlice(
        new RowRange(start, end),
        IntStream.rangeClosed(0, size).toArray(),
        IntStream.range(start, end).toArray(),
        IntStream.range(start, end).asDoubleStream().toArray());
  }
}
