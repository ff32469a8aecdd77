package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GaussianNumbersTest {
  private static final int N = 400;

  @Test
  void theMomentsAreThoseOfTheNormalDistribution() {
    double[] moments = new double[5];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double x = GaussianNumbers.at(1, 2, i, j);
        for (int p = 1; p <= 4; p++) {
          moments[p] += Math.pow(x, p) / (N * N);
        }
      }
    }
    // Five standard errors: √(Var(x^p)/N²), N = 400.
    assertThat(moments[1]).isCloseTo(0, within(5.0 / N));
    assertThat(moments[2]).isCloseTo(1, within(5.0 * Math.sqrt(2) / N));
    assertThat(moments[3]).isCloseTo(0, within(5.0 * Math.sqrt(15) / N));
    assertThat(moments[4]).isCloseTo(3, within(5.0 * Math.sqrt(96) / N));
  }

  @Test
  void uniformNumbersFillTheUnitIntervalEvenly() {
    int[] counts = new int[20];
    for (int i = 0; i < N * N; i++) {
      double u = GaussianNumbers.uniform(3, 0, i, -i);
      assertThat(u).isBetween(0.0, 1.0).isLessThan(1.0);
      counts[(int) (20 * u)]++;
    }
    double expected = N * N / 20.0;
    for (int count : counts) {
      assertThat((double) count).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  @Test
  void neighboursInEveryCoordinateAreUncorrelated() {
    double[] sums = new double[5];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double x = GaussianNumbers.at(5, 6, i, j);
        sums[0] += x * GaussianNumbers.at(5, 6, i, j + 1);
        sums[1] += x * GaussianNumbers.at(5, 6, i + 1, j);
        sums[2] += x * GaussianNumbers.at(5, 7, i, j);
        sums[3] += x * GaussianNumbers.at(6, 6, i, j);
        sums[4] += i == j ? 0 : x * GaussianNumbers.at(5, 6, j, i);
      }
    }
    for (double sum : sums) {
      assertThat(sum / (N * N)).isCloseTo(0, within(8.0 / N));
    }
  }

  @Test
  void aNumberDependsOnItsAddressAlone() {
    Matrix forwards = GaussianNumbers.matrix(6, 5, -8, 1L << 40);
    for (int j = 4; j >= 0; j--) {
      for (int i = 5; i >= 0; i--) {
        assertThat(GaussianNumbers.at(-8, 1L << 40, i, j)).isEqualTo(forwards.get(i, j));
      }
    }
  }

  @Test
  void theBitsAreThoseOfTheFirstRelease() {
    // From another program, in integers of any size.
    assertThat(GaussianNumbers.uniform(0, 0, 0, 0)).isEqualTo(0.1296456182997474);
    assertThat(GaussianNumbers.at(1, 2, 3, 4)).isEqualTo(-0.10530057102706858);
  }

  @Test
  void addressesThatDifferGiveNumbersThatDiffer() {
    Set<Double> seen = new HashSet<>();
    for (long a = -3; a <= 3; a++) {
      for (long b = -3; b <= 3; b++) {
        for (long c = -3; c <= 3; c++) {
          for (long d = -3; d <= 3; d++) {
            seen.add(GaussianNumbers.uniform(a, b, c, d));
          }
        }
      }
    }
    assertThat(seen).hasSize(7 * 7 * 7 * 7);
  }
}
