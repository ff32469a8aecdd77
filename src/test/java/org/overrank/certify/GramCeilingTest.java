package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.TestMatrices;

class GramCeilingTest {
  @Test
  void nothingBelowTheNormIsEverProven() {
    double widest = 0;
    for (int seed = 0; seed < 120; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 25);
      Matrix a = NormCases.dense(g);
      double norm = TestMatrices.singularValues(a)[0];
      if (norm == 0) {
        continue;
      }
      double least = leastProven(GramCeiling.of(g), norm);
      assertThat(ExactOracle.exceedsNorm(least, a)).as("seed %d", seed).isTrue();
      widest = Math.max(widest, least / norm - 1);
    }
    assertThat(widest).isLessThan(1e-11);
  }

  /**
   * The first of σ = norm − 512 ulp, norm − 511 ulp, … that is proven; steps grow above the norm.
   */
  private static double leastProven(GramCeiling ceiling, double norm) {
    double ulps = -512;
    while (!ceiling.proves(norm + ulps * Math.ulp(norm))) {
      ulps += Math.max(1, ulps / 8);
    }
    return norm + ulps * Math.ulp(norm);
  }

  @Test
  void theRoundingOfLongSumsIsAllowedFor() {
    // Equal terms round the same way again and again: some of these sums come out far too small.
    for (int seed = 0; seed < 40; seed++) {
      double entry = GaussianNumbers.uniform(seed, 1, 2, 3);
      Matrix a = Matrix.zeros(2, 3000);
      Arrays.fill(a.data(), entry);
      double least = leastProven(GramCeiling.of(new DenseOperator(a)), entry * Math.sqrt(6000));
      assertThat(ExactOracle.exceedsNorm(least, a)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void aBadGuessIsMadeGoodBySearching() {
    for (int seed = 0; seed < 60; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 30);
      double norm = TestMatrices.singularValues(NormCases.dense(g))[0];
      GramCeiling ceiling = GramCeiling.of(g);
      for (double guess : new double[] {0.5 * norm, norm * (1 - 1e-6), norm, 1.3 * norm}) {
        double lower = Math.min(norm * (1 - 1e-12), guess);
        double upper = ceiling.leastProven(lower, guess, 1e-9, 60);
        assertThat(upper).as("seed %d", seed).isBetween(norm * (1 - 1e-14), norm * (1 + 1e-8));
      }
    }
  }

  @Test
  void theFrobeniusNormIsTheBoundWhereNoFactorizationIsAllowed() {
    ExplicitOperator g = NormCases.operator(5, 30);
    GramCeiling ceiling = GramCeiling.of(g);
    assertThat(ceiling.leastProven(0, 1e-3, 1e-9, 0)).isEqualTo(ceiling.frobenius());
  }

  @Test
  void theOracleTellsOneUnitInTheLastPlace() {
    Matrix a = Matrix.wrap(1, 2, new double[] {3, 4});
    assertThat(ExactOracle.exceedsNorm(Math.nextUp(5.0), a)).isTrue();
    assertThat(ExactOracle.exceedsNorm(5, a)).isFalse();
  }
}
