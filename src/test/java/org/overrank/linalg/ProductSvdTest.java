package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductSvdTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 5, 3", "30, 20, 4", "30, 20, 50", "6, 40, 10", "40, 6, 10"})
  void itIsTheSvdOfTheProduct(int d1, int d2, int r) {
    Matrix left = TestMatrices.random(d1, r, 1);
    Matrix right = TestMatrices.random(d2, r, 2);
    Matrix product = TestMatrices.naiveProduct(left, right.transpose());
    ProductSvd svd = ProductSvd.of(left, right);

    double[] expected = TestMatrices.singularValues(product);
    double nuclear = 0;
    for (int k = 0; k < svd.values().length; k++) {
      assertThat(svd.values()[k]).isCloseTo(expected[k], within(1e-12 * expected[0]));
      nuclear += expected[k];
    }
    assertThat(svd.nuclearNorm()).isCloseTo(nuclear, within(1e-12 * nuclear));
    assertThat(TestMatrices.orthonormalityError(svd.leftVectors())).isLessThan(1e-13);
    assertThat(TestMatrices.orthonormalityError(svd.rightVectors())).isLessThan(1e-13);
    Matrix back = TestMatrices.compose(svd.leftVectors(), svd.values(), svd.rightVectors());
    assertThat(TestMatrices.distance(back, product)).isLessThan(1e-12 * expected[0]);
  }

  @Test
  void theory2_balancedFactorsKeepTheProductAndAttainTheNuclearNorm() {
    Matrix left = TestMatrices.random(25, 8, 3);
    Matrix right = TestMatrices.random(18, 8, 4);
    ProductSvd svd = ProductSvd.of(left, right);
    Matrix u = svd.balancedLeft(8);
    Matrix v = svd.balancedRight(8);
    assertThat(
            TestMatrices.distance(
                TestMatrices.naiveProduct(u, v.transpose()),
                TestMatrices.naiveProduct(left, right.transpose())))
        .isLessThan(1e-12);
    double half = (squares(u) + squares(v)) / 2;
    assertThat(half).isCloseTo(svd.nuclearNorm(), within(1e-11));
    assertThat(half).isLessThan((squares(left) + squares(right)) / 2);
    assertThat(Gram.xtx(u).get(0, 1)).isCloseTo(0, within(1e-12));
  }

  private static double squares(Matrix a) {
    return Dot.product(a.data(), 0, a.data(), 0, a.data().length);
  }

  @Test
  void theRankCountsWhatIsAboveTheTolerance() {
    double[] values = {5, 1, 1e-3, 4e-6, 1e-9};
    Matrix left = TestMatrices.withSingularValues(30, 5, values, 5);
    Matrix right = Qr.of(TestMatrices.random(20, 5, 6)).q();
    ProductSvd svd = ProductSvd.of(left, right);
    assertThat(svd.rank()).isEqualTo(3);
    assertThat(svd.rank(1e-8)).isEqualTo(4);
    assertThat(svd.rank(0.5)).isEqualTo(1);
    assertThat(ProductSvd.of(Matrix.zeros(4, 3), right.leadingColumns(3)).rank()).isZero();
  }

  @Test
  void signsAreFixedByTheLeftVectors() {
    Matrix left = TestMatrices.random(12, 3, 7);
    Matrix right = TestMatrices.random(9, 3, 8);
    Matrix minusLeft = left.copy();
    for (int k = 0; k < left.data().length; k++) {
      minusLeft.data()[k] = -left.data()[k];
    }
    ProductSvd plus = ProductSvd.of(left, right);
    ProductSvd minus = ProductSvd.of(minusLeft, right);
    assertThat(TestMatrices.distance(plus.leftVectors(), minus.leftVectors())).isLessThan(1e-12);
    for (int k = 0; k < 3; k++) {
      double largest = 0;
      for (int i = 0; i < 12; i++) {
        double entry = plus.leftVectors().get(i, k);
        largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
      }
      assertThat(largest).isPositive();
    }
  }
}
