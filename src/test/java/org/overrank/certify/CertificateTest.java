package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.overrank.linalg.CompensatedSum;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.linalg.TestMatrices;

/**
 * On full observation, A(M) = M, the twin F(M) = ‖M − Y‖²/N + 2λ‖M‖_* has its optimum in closed
 * form: singular values of Y, lowered by λN.
 */
class CertificateTest {
  private static final ExactNorm EXACT = new ExactNorm(100);

  private static double optimum(double[] values, double lambda, long n) {
    double sum = 0;
    for (double value : values) {
      double kept = Math.max(0, value - lambda * n);
      sum += (value - kept) * (value - kept) / n + 2 * lambda * kept;
    }
    return sum;
  }

  private static DualMoments moments(Matrix r, Matrix y) {
    CompensatedSum ry = new CompensatedSum();
    CompensatedSum rr = new CompensatedSum();
    CompensatedSum yy = new CompensatedSum();
    for (int k = 0; k < r.data().length; k++) {
      ry.addProduct(r.data()[k], y.data()[k]);
      rr.addProduct(r.data()[k], r.data()[k]);
      yy.addProduct(y.data()[k], y.data()[k]);
    }
    return new DualMoments(ry.value(), rr.value(), yy.value(), r.data().length);
  }

  private static SpectralBound norm(Matrix r) {
    return EXACT.enclose(new DenseOperator(r).scaledBy(2.0 / r.data().length));
  }

  private static Matrix shrunk(Svd svd, double by, Matrix y) {
    double[] kept = svd.values().clone();
    for (int k = 0; k < kept.length; k++) {
      kept[k] = Math.max(0, kept[k] - by);
    }
    Matrix r = TestMatrices.compose(svd.leftVectors(), kept, svd.rightVectors());
    for (int k = 0; k < r.data().length; k++) {
      r.data()[k] -= y.data()[k];
    }
    return r;
  }

  @Test
  void theory2_theBoundNeverExceedsTheOptimumAndMeetsItAtTheSolution() {
    for (int seed = 0; seed < 300; seed++) {
      Matrix y = NormCases.matrix(seed, 15);
      Svd svd = Svd.of(y);
      long n = y.data().length;
      double lambda = svd.values()[0] * (0.01 + GaussianNumbers.uniform(seed, 8, 0, 0)) / n;
      double optimum = optimum(svd.values(), lambda, n);
      Matrix atOptimum = shrunk(svd, lambda * n, y);
      double best = DualBound.of(moments(atOptimum, y), lambda, norm(atOptimum));
      assertThat(best).as("seed %d", seed).isLessThanOrEqualTo(optimum);
      assertThat(best).as("seed %d", seed).isGreaterThan(optimum * (1 - 1e-7));
      Matrix random = GaussianNumbers.matrix(y.rows(), y.cols(), seed, 9);
      assertThat(DualBound.of(moments(random, y), lambda, norm(random)))
          .as("random residual, seed %d", seed)
          .isBetween(0.0, optimum);
    }
  }

  @Test
  void theRoundingOfTheBoundIsSubtracted() {
    // λ so large that s = 1 is feasible with r = −y: D = ‖y‖²/N exactly, known to 50 digits.
    for (int seed = 0; seed < 200; seed++) {
      Matrix y = GaussianNumbers.matrix(3, 7, seed, 1);
      Matrix r = y.copy();
      BigDecimal exact = BigDecimal.ZERO;
      for (int k = 0; k < 21; k++) {
        r.data()[k] = -y.data()[k];
        exact = exact.add(new BigDecimal(y.data()[k]).pow(2));
      }
      exact = exact.divide(new BigDecimal(21), new MathContext(50));
      double bound = DualBound.of(moments(r, y), 100, norm(r));
      assertThat(new BigDecimal(bound)).isLessThan(exact);
      assertThat(bound).isCloseTo(exact.doubleValue(), within(1e-12 * exact.doubleValue()));
    }
  }

  @Test
  void theUpperEndOfTheNormIsUsed() {
    DualMoments moments = new DualMoments(-10, 9, 12, 4);
    SpectralBound wide = new SpectralBound(1, 4, BoundKind.LANCZOS, 1e-9, 3);
    SpectralBound narrow = new SpectralBound(4, 4, BoundKind.EXACT, 0, 3);
    double bound = DualBound.of(moments, 0.5, wide);
    assertThat(bound).isEqualTo(DualBound.of(moments, 0.5, narrow));
    // s = 2λ/4 = 1/4: D = 20/4·(1/4) − 9/4·(1/16).
    assertThat(bound).isCloseTo(1.25 - 9.0 / 64, within(1e-11));
  }

  @Test
  void zeroResidualAndZeroGradientAndNegativeBounds() {
    SpectralBound zero = new SpectralBound(0, 0, BoundKind.EXACT, 0, 0);
    assertThat(DualBound.of(new DualMoments(0, 0, 3, 2), 1, zero)).isZero();
    assertThat(DualBound.of(new DualMoments(-2, 4, 1, 2), 1, zero)).isCloseTo(0.5, within(1e-12));
    assertThat(DualBound.of(new DualMoments(0, 1, 1e30, 2), 1, zero)).isZero();
    for (double lambda : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> DualBound.of(new DualMoments(0, 1, 1, 1), lambda, zero))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new DualMoments(Double.NaN, 1, 1, 1))
        .isInstanceOf(ArithmeticException.class);
  }

  private static PrimalBound at(double value) {
    return new PrimalBound(value, value, 0);
  }

  @Test
  void theory2_theGapIsRelativeToTheConvexObjective() {
    DualMoments moments = new DualMoments(-10, 9, 12, 4);
    SpectralBound norm = new SpectralBound(3.9, 4, BoundKind.LANCZOS, 1e-9, 17);
    double bound = DualBound.of(moments, 0.5, norm);
    Certificate certificate = Certificate.of(new PrimalBound(2, 1.5, 0), bound, 0.5, norm);
    assertThat(certificate.lowerBound()).isEqualTo(bound);
    assertThat(certificate.relativeGap()).isEqualTo(Math.nextUp((1.5 - bound) / 1.5));
    assertThat(certificate.objective()).isEqualTo(2);
    assertThat(certificate.convexObjective()).isEqualTo(1.5);
    assertThat(certificate.nuLower()).isCloseTo(3.9, within(1e-14)).isLessThanOrEqualTo(3.9);
    assertThat(certificate.nu()).isCloseTo(4, within(1e-14)).isGreaterThanOrEqualTo(4);
    assertThat(certificate.boundKind().word()).isEqualTo("lanczos");
    assertThat(certificate.failureProbability()).isEqualTo(1e-9);
    assertThat(certificate.steps()).isEqualTo(17);
    assertThat(certificate.certifies(0.5)).isTrue();
    assertThat(certificate.certifies(0.2)).isFalse();
  }

  @Test
  void aZeroObjectiveHasNoGapAndAContradictionIsNotPrinted() {
    SpectralBound zero = new SpectralBound(0, 0, BoundKind.EXACT, 0, 0);
    Certificate perfect = Certificate.of(new PrimalBound(0, 0, 0), 0, 1, zero);
    assertThat(perfect.relativeGap()).isZero();
    assertThat(perfect.certifies(0)).isTrue();
    assertThatThrownBy(() -> Certificate.of(at(0.499999), 0.5, 1, zero))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("above the objective");
    assertThatThrownBy(() -> Certificate.of(at(Double.NaN), 0, 1, zero))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void anIntervalCanBeWidenedAndMustBeInOrder() {
    SpectralBound bound = new SpectralBound(1, 2, BoundKind.EXACT, 0, 5).widenedBy(1.5);
    assertThat(bound.lower()).isZero();
    assertThat(bound.upper()).isBetween(3.5, 3.5 + 1e-15);
    assertThatThrownBy(() -> new SpectralBound(2, 1, BoundKind.EXACT, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpectralBound(0, Double.NaN, BoundKind.EXACT, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
