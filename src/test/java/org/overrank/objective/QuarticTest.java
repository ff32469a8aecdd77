package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarticTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void minimizer_isNoWorseThanAnyPointOfAFineGrid(int seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      Quartic q = randomSquare(random, Math.pow(10, random.nextInt(9) - 4));
      double best = q.at(q.minimizer());
      for (int k = 0; k <= 4000; k++) {
        double here = q.at(k * 0.005);
        assertThat(best).as("%s at %s", q, k * 0.005).isLessThanOrEqualTo(here + slack(q, here));
      }
    }
  }

  private static double slack(Quartic q, double value) {
    return 1e-12 * (Math.abs(value) + q.c0());
  }

  /** The square of a quadratic plus noise: nonnegative, with up to two minima. */
  private static Quartic randomSquare(Random random, double scale) {
    double r = random.nextGaussian();
    double b = random.nextGaussian() * scale;
    double c = random.nextGaussian() * scale;
    return new Quartic(r * r, 2 * r * b, b * b + 2 * r * c, 2 * b * c, c * c)
        .plus(1, -random.nextDouble(), random.nextDouble());
  }

  @Test
  void minimizer_choosesTheLowerOfTwoMinima() {
    // (η − 1)²(η − 3)² − 0.1 η: minima near 1 and 3, the right one lower.
    Quartic q = new Quartic(9, -24.1, 22, -8, 1);
    assertThat(q.minimizer()).isCloseTo(3, within(0.05));
  }

  @Test
  void minimizer_isZero_whereNoPositiveStepIsLower() {
    assertThat(new Quartic(1, 2, 3, 0, 1).minimizer()).isZero();
    assertThat(new Quartic(1, 0, 0, 0, 0).minimizer()).isZero();
    assertThat(new Quartic(0, 0, 1, 0, 0).minimizer()).isZero();
  }

  @Test
  void minimizer_isExactForAParabola() {
    assertThat(new Quartic(5, -6, 3, 0, 0).minimizer()).isCloseTo(1, within(1e-15));
  }

  @Test
  void minimizer_survivesTinyAndHugeCoefficients() {
    for (double scale : new double[] {1e-120, 1e-60, 1e60, 1e120}) {
      Quartic q = new Quartic(scale, -4 * scale, 6 * scale, -4 * scale, scale); // (1 − η)⁴
      assertThat(q.minimizer()).isCloseTo(1, within(1e-4));
    }
  }
}
