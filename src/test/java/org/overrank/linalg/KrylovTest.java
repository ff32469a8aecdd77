package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KrylovTest {
  private static double[] graded(int count, double ratio) {
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = Math.pow(ratio, k);
    }
    return values;
  }

  /** Descending, of G itself. */
  private static double[] valuesOf(SymmetricLanczos recurrence) {
    double[] squares = recurrence.ritz().values();
    double[] values = new double[squares.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.sqrt(Math.max(0, squares[values.length - 1 - k]));
    }
    return values;
  }

  @Test
  void ritzValuesGrowTowardsTheLargestAndNeverPassIt() {
    Matrix a = TestMatrices.withSingularValues(80, 60, graded(60, 0.97), 1);
    var lanczos = new GramLanczos(new DenseOperator(a), 2, 40, 5, 0);
    double before = 0;
    while (lanczos.step()) {
      double value = valuesOf(lanczos.recurrences().get(1))[0];
      assertThat(value).isBetween(before * (1 - 1e-14), 1 + 1e-13);
      before = value;
    }
    assertThat(lanczos.steps()).isEqualTo(40);
    assertThat(before).isCloseTo(1, within(1e-9));
  }

  @Test
  void afterAsManyStepsAsTheShorterSideAllValuesAreFound() {
    Matrix a = TestMatrices.random(12, 30, 2);
    for (Matrix m : new Matrix[] {a, a.transpose()}) {
      var lanczos = new GramLanczos(new DenseOperator(m), 1, 100, 6, 0);
      while (lanczos.step()) {}
      double[] expected = TestMatrices.singularValues(a);
      double[] found = valuesOf(lanczos.recurrences().get(0));
      for (int k = 0; k < 12; k++) {
        assertThat(found[k]).isCloseTo(expected[k], within(1e-12));
      }
    }
  }

  @Test
  void anExhaustedSpaceStopsEarlyWithExactValues() {
    Matrix a = TestMatrices.withSingularValues(50, 40, new double[] {7, 7, 7, 2}, 3);
    var lanczos = new GramLanczos(new DenseOperator(a), 2, 40, 7, 0);
    while (lanczos.step()) {}
    assertThat(lanczos.steps()).isLessThanOrEqualTo(4);
    for (SymmetricLanczos b : lanczos.recurrences()) {
      assertThat(b.exhausted()).isTrue();
      assertThat(valuesOf(b)[0]).isCloseTo(7, within(1e-13));
    }
  }

  @Test
  void aZeroOperatorIsExhaustedAtOnceAndNaNIsRefused() {
    var zero = new GramLanczos(new DenseOperator(Matrix.zeros(5, 4)), 1, 9, 8, 0);
    assertThat(zero.step()).isTrue();
    assertThat(zero.step()).isFalse();
    assertThat(zero.recurrences().get(0).diagonal(0)).isZero();
    Matrix bad = Matrix.identity(3);
    bad.set(1, 1, Double.NaN);
    var nan = new GramLanczos(new DenseOperator(bad), 1, 9, 8, 0);
    assertThatThrownBy(nan::step).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void theLeadingRitzVectorAttainsItsValue() {
    Matrix a = TestMatrices.withSingularValues(30, 25, graded(25, 0.8), 4);
    var g = new DenseOperator(a);
    var lanczos = new GramLanczos(g, 1, 20, 9, 0);
    while (lanczos.step()) {}
    SymmetricLanczos recurrence = lanczos.recurrences().get(0);
    Matrix v = Matrix.wrap(25, 1, recurrence.vector(recurrence.ritz(), recurrence.steps() - 1));
    assertThat(Norms.euclidean(v.data())).isCloseTo(1, within(1e-13));
    assertThat(Norms.euclidean(g.times(v).data())).isCloseTo(1, within(1e-12));
  }

  @Test
  void aBlockFindsAllOfACluster() {
    double[] values = new double[40];
    Arrays.fill(values, 0, 6, 3);
    Arrays.fill(values, 6, 40, 1);
    Matrix a = TestMatrices.withSingularValues(90, 60, values, 5);
    Svd found = BlockKrylov.leadingTriplets(new DenseOperator(a), 7, 4, 10, 0);
    assertThat(found.values()).containsExactly(new double[] {3, 3, 3, 3, 3, 3, 1}, within(1e-6));
    assertThat(TestMatrices.orthonormalityError(found.leftVectors())).isLessThan(1e-13);
    assertThat(TestMatrices.orthonormalityError(found.rightVectors())).isLessThan(1e-13);
    Matrix image = Multiply.ab(a, found.rightVectors().leadingColumns(6));
    Matrix expected = found.leftVectors().leadingColumns(6).copy();
    for (int k = 0; k < expected.data().length; k++) {
      expected.data()[k] *= 3;
    }
    assertThat(TestMatrices.distance(image, expected)).isLessThan(1e-5);
  }

  @Test
  void tripletsOfSmallAndDegenerateOperatorsAreThoseOfTheSvd() {
    for (Matrix a :
        new Matrix[] {
          TestMatrices.random(1, 1, 6),
          TestMatrices.random(3, 20, 7),
          TestMatrices.random(20, 3, 8),
          TestMatrices.withSingularValues(15, 12, new double[] {2, 1}, 9),
          Matrix.zeros(6, 5)
        }) {
      Svd found = BlockKrylov.leadingTriplets(new DenseOperator(a), 4, 3, 11, 0);
      double[] expected = TestMatrices.singularValues(a);
      assertThat(found.values()).hasSize(Math.min(4, expected.length));
      for (int k = 0; k < found.values().length; k++) {
        assertThat(found.values()[k]).isCloseTo(expected[k], within(1e-12));
      }
    }
  }
}
