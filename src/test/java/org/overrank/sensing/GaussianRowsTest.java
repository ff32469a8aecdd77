package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianRowsTest {
  private static double[] row(long seed, long index, int length) {
    double[] cells = new double[length];
    GaussianRows.fill(seed, index, cells);
    return cells;
  }

  @Test
  void aRow_isAFunctionOfSeedAndIndex() {
    assertThat(row(3, 5, 100)).containsExactly(row(3, 5, 100));
    assertThat(row(3, 5, 10)).containsExactly(Arrays.copyOf(row(3, 5, 100), 10));
    assertThat(row(3, 6, 10)[0]).isNotEqualTo(row(3, 5, 10)[0]);
    assertThat(row(4, 5, 10)[0]).isNotEqualTo(row(3, 5, 10)[0]);
  }

  /** Nobody may change the numbers: they are part of what users have stored. */
  @Test
  void theNumbers_areThoseOfEveryVersion() {
    assertThat(Arrays.hashCode(row(1, 2, 100_000))).isEqualTo(PINNED);
  }

  private static final int PINNED = -1538696845;

  /** Distances of Kolmogorov and Smirnov beyond 1.95/√n have probability 1e-3. */
  @Test
  void theNumbers_areNormal() {
    int n = 1_000_000;
    double[] cells = row(7, 1, n);
    Arrays.sort(cells);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double phi = normalCdf(cells[i]);
      distance = Math.max(distance, Math.max(phi - (double) i / n, (i + 1.0) / n - phi));
    }
    assertThat(distance).isLessThan(1.95 / Math.sqrt(n));
    assertThat(cells[n - 1]).isBetween(4.2, 6.5); // the tail beyond the ziggurat's base
    assertThat(cells[0]).isBetween(-6.5, -4.2);
    long beyond = Arrays.stream(cells).filter(x -> Math.abs(x) > 3.442619855899).count();
    assertThat((double) beyond / n).isCloseTo(2 * normalCdf(-3.442619855899), within(1e-4));
  }

  @Test
  void rows_areUncorrelated() {
    int n = 200;
    int length = 2000;
    double worst = 0;
    for (int i = 0; i + 1 < n; i++) {
      double[] x = row(9, i, length);
      double[] y = row(9, i + 1, length);
      double sum = 0;
      double lagged = 0;
      for (int j = 0; j + 1 < length; j++) {
        sum += x[j] * y[j];
        lagged += x[j] * x[j + 1];
      }
      worst = Math.max(worst, Math.max(Math.abs(sum), Math.abs(lagged)) / Math.sqrt(length));
    }
    assertThat(worst).isLessThan(4.5);
  }

  /** Φ by its continued fraction and series, to 1e-12 or so. */
  private static double normalCdf(double x) {
    double t = Math.abs(x);
    double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
    double upper;
    if (t > 3) {
      double fraction = t;
      for (int k = 60; k > 0; k--) {
        fraction = t + k / fraction;
      }
      upper = density / fraction;
    } else {
      double term = t;
      double sum = t;
      for (int k = 1; k < 60; k++) {
        term *= t * t / (2 * k + 1);
        sum += term;
      }
      upper = 0.5 - density * sum;
    }
    return x > 0 ? 1 - upper : upper;
  }
}
