package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Svd, Qr and SymmetricEigen on every awkward shape, against EJML and against what they promise.
 */
class DecompositionsTest {
  static Stream<Matrix> matrices() {
    double[] graded = {1e8, 1, 1e-4, 1e-8, 1e-12, 1e-20};
    double[] cluster = new double[20];
    Arrays.fill(cluster, 0, 8, 1.0);
    Arrays.fill(cluster, 8, 20, 0.3);
    return Stream.of(
        TestMatrices.random(1, 1, 1),
        TestMatrices.random(1, 6, 2),
        TestMatrices.random(6, 1, 3),
        TestMatrices.random(5, 40, 4),
        TestMatrices.random(200, 17, 5),
        TestMatrices.random(60, 60, 6),
        TestMatrices.withSingularValues(30, 12, new double[] {3, 2, 1}, 7),
        TestMatrices.withSingularValues(40, 25, graded, 8),
        TestMatrices.withSingularValues(50, 20, cluster, 9),
        TestMatrices.withSingularValues(9, 8, new double[] {1e-160, 1e-161}, 10),
        TestMatrices.withSingularValues(9, 8, new double[] {1e160, 1e150}, 11),
        Matrix.zeros(7, 4),
        Matrix.zeros(1, 1),
        Matrix.zeros(0, 3),
        Matrix.zeros(3, 0));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void theSvdIsThin_orthonormal_descending_andThatOfEjml(Matrix a) {
    Matrix before = a.copy();
    assertIsSvd(Svd.of(a), a);
    if (a.data().length > 0) {
      assertIsSvd(Svd.byIterations(a), a);
    }
    assertThat(a).isEqualTo(before);
  }

  private static void assertIsSvd(Svd svd, Matrix a) {
    double[] expected = a.data().length == 0 ? new double[0] : TestMatrices.singularValues(a);
    double scale = expected.length == 0 ? 0 : expected[0];
    assertThat(svd.values()).hasSize(expected.length);
    for (int k = 0; k < expected.length; k++) {
      assertThat(svd.values()[k]).isNotNegative().isCloseTo(expected[k], within(1e-13 * scale));
      assertThat(k == 0 || svd.values()[k - 1] >= svd.values()[k]).isTrue();
    }
    assertThat(TestMatrices.orthonormalityError(svd.leftVectors())).isLessThan(1e-13);
    assertThat(TestMatrices.orthonormalityError(svd.rightVectors())).isLessThan(1e-13);
    Matrix product = TestMatrices.compose(svd.leftVectors(), svd.values(), svd.rightVectors());
    assertThat(TestMatrices.distance(product, a)).isLessThanOrEqualTo(1e-13 * scale);
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void theQrIsThin_orthonormal_triangular_andReproduces(Matrix a) {
    Matrix before = a.copy();
    Qr qr = Qr.of(a);
    assertThat(a).isEqualTo(before);
    int k = Math.min(a.rows(), a.cols());
    assertThat(qr.q().cols()).isEqualTo(k);
    assertThat(qr.r().rows()).isEqualTo(k);
    assertThat(TestMatrices.orthonormalityError(qr.q())).isLessThan(1e-13);
    double scale = 0;
    for (double entry : a.data()) {
      scale = Math.max(scale, Math.abs(entry));
    }
    assertThat(TestMatrices.distance(TestMatrices.naiveProduct(qr.q(), qr.r()), a))
        .isLessThanOrEqualTo(1e-13 * scale);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(qr.r().get(i, j)).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 26, 60, 130})
  void theEigendecompositionIsAscending_orthonormal_andThatOfEjml(int n) {
    Matrix x = TestMatrices.random(n, n, n);
    Matrix a = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.set(i, j, x.get(i, j) + x.get(j, i));
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(a);
    double[] expected = new double[n];
    if (n > 0) {
      var oracle = DecompositionFactory_DDRM.eig(n, false, true);
      assertThat(oracle.decompose(TestMatrices.ejml(a))).isTrue();
      for (int k = 0; k < n; k++) {
        expected[k] = oracle.getEigenvalue(k).getReal();
      }
      Arrays.sort(expected);
    }
    assertThat(eigen.values()).containsExactly(expected, within(1e-11));
    assertThat(TestMatrices.orthonormalityError(eigen.vectors())).isLessThan(1e-12);
    Matrix back = TestMatrices.compose(eigen.vectors(), eigen.values(), eigen.vectors());
    assertThat(TestMatrices.distance(back, a)).isLessThan(1e-11);
  }

  @Test
  void aClusterOfEigenvaluesKeepsOrthonormalVectors() {
    double[] values = new double[40];
    Arrays.fill(values, 0, 15, 2.0);
    Matrix a = Gram.xtx(TestMatrices.withSingularValues(60, 40, values, 12));
    SymmetricEigen eigen = SymmetricEigen.of(a);
    for (int k = 0; k < 40; k++) {
      assertThat(eigen.values()[k]).isCloseTo(k < 25 ? 0 : 4, within(1e-13));
    }
    assertThat(TestMatrices.orthonormalityError(eigen.vectors())).isLessThan(1e-13);
  }

  @Test
  void whatIsNotFiniteIsRefusedWithItsPlace() {
    Matrix a = Matrix.zeros(3, 2);
    a.set(2, 1, Double.NaN);
    assertThatThrownBy(() -> Svd.of(a))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("singular values: entry (2, 1) is NaN");
    assertThatThrownBy(() -> Qr.of(a)).isInstanceOf(ArithmeticException.class);
    Matrix s = Matrix.identity(2);
    s.set(0, 1, Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> SymmetricEigen.of(s)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> SymmetricEigen.of(Matrix.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
