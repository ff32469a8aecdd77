package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums that do not round, beside {@link BigDecimal}'s. */
final class ExactSumTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** Of both signs, from subnormal to nearly the largest within the spread. */
  private static double[] terms(int count, int spread) {
    double[] terms = new double[count];
    for (int k = 0; k < count; k++) {
      int exponent = (int) (2 * spread * (GaussianNumbers.uniform(3, spread, k, 0) - 0.5));
      terms[k] =
          Math.scalb(GaussianNumbers.uniform(3, spread, k, 1) - 0.5, Math.min(exponent, 1023));
    }
    return terms;
  }

  private static BigDecimal oracle(double[] terms) {
    return Arrays.stream(terms)
        .mapToObj(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .round(DIGITS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200, 1070})
  void isThatOfBigDecimal_whateverTheOrderAndTheParts(int spread) {
    double[] terms = terms(500, spread);
    ExactSum forward = new ExactSum();
    Arrays.stream(terms).forEach(forward::add);
    ExactSum parts = new ExactSum();
    for (int part = 6; part >= 0; part--) {
      ExactSum one = new ExactSum();
      for (int k = part; k < terms.length; k += 7) {
        one.add(terms[k]);
      }
      parts.add(one);
    }
    assertThat(forward.value()).isEqualByComparingTo(oracle(terms));
    assertThat(parts.value()).isEqualByComparingTo(forward.value());
  }

  @Test
  void whatCancels_leavesWhatIsSmall() {
    ExactSum sum = new ExactSum();
    for (double x : new double[] {1e300, 1, -1e300, Double.MIN_VALUE, -1}) {
      sum.add(x);
    }
    assertThat(sum.value().doubleValue()).isEqualTo(Double.MIN_VALUE);
    sum.add(-Double.MIN_VALUE);
    assertThat(sum.value().signum()).isZero();
    assertThat(new ExactSum().value().signum()).isZero();
  }

  @Test
  void manyEqualTerms_carry() {
    ExactSum sum = new ExactSum();
    ExactSum twice = new ExactSum();
    for (int k = 0; k < 100_000; k++) {
      sum.add(-Double.MAX_VALUE);
    }
    twice.add(sum);
    twice.add(sum);
    assertThat(twice.value())
        .isEqualByComparingTo(
            new BigDecimal(-Double.MAX_VALUE).multiply(BigDecimal.valueOf(200_000)).round(DIGITS));
  }

  @Test
  void termsThatAreNoNumbers_areRefused() {
    assertThatThrownBy(() -> new ExactSum().add(Double.NaN))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new ExactSum().add(Double.NEGATIVE_INFINITY))
        .isInstanceOf(ArithmeticException.class);
  }
}
