package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Matrix;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;

/** Rows under other losses than the square, against bisection and against their gradient. */
class NewtonSystemTest {
  private static final int ENTRIES = 12;

  /** One unknown: the derivative is monotone, and its zero is found by halves. */
  @ParameterizedTest
  @CsvSource({
    "logistic, 1, 1, 1e-3",
    "logistic, 1, 1, 1e-9", // Separable: only the penalty holds it.
    "logistic, 0, 1, 10",
    "poisson, 0, 0, 1e-6",
    "poisson, 0, 3, 1e-6",
    "poisson, 1000000, 1000000, 1e-3",
    "poisson, 0, 1000000, 1",
    "huber:0.01, 1000, 1000, 1e-9", // From zero all is tail.
    "huber:0.01, -1000, 1000, 1e-3",
    "huber:1, 0.1, -0.2, 1e-12",
  })
  void oneUnknown_isThatOfBisection(String word, double y, double other, double ridge) {
    Loss loss = Losses.of(word);
    double[] targets = new double[ENTRIES];
    double[] v = new double[ENTRIES];
    for (int e = 0; e < ENTRIES; e++) {
      targets[e] = e % 3 == 0 ? other : y;
      v[e] = 0.5 + 0.1 * e;
    }
    double expected = bisection(loss, targets, v, ridge);
    for (double near : new double[] {Double.NaN, expected * 1.01, 30, -1e3}) {
      double @Nullable [] from = Double.isNaN(near) ? null : new double[] {near};
      double found = solve(loss, targets, Matrix.wrap(ENTRIES, 1, v), ridge, from)[0];
      assertThat(found).isCloseTo(expected, within(1e-9 * Math.max(1e-3, Math.abs(expected))));
    }
  }

  private static double bisection(Loss loss, double[] targets, double[] v, double ridge) {
    double low = -1e9;
    double high = 1e9;
    for (int k = 0; k < 200; k++) {
      double middle = 0.5 * (low + high);
      double slope = 2 * ridge * middle;
      for (int e = 0; e < v.length; e++) {
        slope += loss.slope(v[e] * middle, targets[e]) * v[e];
      }
      low = slope > 0 ? low : middle;
      high = slope > 0 ? middle : high;
    }
    return 0.5 * (low + high);
  }

  /** More unknowns than entries and fewer: what is left of the gradient is rounding. */
  @ParameterizedTest
  @CsvSource({
    "logistic, 4, 1e-8", "logistic, 40, 1e-8", "logistic, 4, 1e-2", "logistic, 40, 1e2",
    "poisson, 4, 1e-8", "poisson, 40, 1e-8", "poisson, 4, 1e-2", "poisson, 40, 1e2",
    "huber:0.1, 4, 1e-8", "huber:0.1, 40, 1e-8", "huber:0.1, 4, 1e-2", "huber:0.1, 40, 1e2",
  })
  void manyUnknowns_leaveNoGradient(String word, int width, double ridge) {
    Loss loss = Losses.of(word);
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] targets = targets(word, random);
      Matrix v = EntryProblem.gaussian(ENTRIES, width, random);
      double[] near = EntryProblem.gaussian(1, width, random).data();
      for (boolean warm : new boolean[] {false, true}) {
        double[] u = solve(loss, targets, v, ridge, warm ? near : null);
        assertThat(relativeGradient(loss, targets, v, ridge, u))
            .as("%s, R %d, ridge %g, seed %d", word, width, ridge, seed)
            .isLessThan(1e-11);
      }
    }
  }

  /** Losses are the small difference of their terms there: whether one is lower is rounding. */
  @Test
  void almostCertainTargets_nearTheirSolution() {
    Loss loss = Losses.of("logistic");
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] target = {1 - Math.pow(10, -2 - 5 * random.nextDouble())};
      double size = Math.pow(10, 3 * random.nextDouble());
      Matrix v = EntryProblem.gaussian(1, 4, random);
      Arrays.setAll(v.data(), k -> size * v.data()[k]);
      double[] near = solve(loss, target, v, 0.016, null);
      for (int k = 0; k < near.length; k++) {
        near[k] *= 1 + 1e-7 * random.nextGaussian();
      }
      double[] u = solve(loss, target, v, 0.016, near);
      assertThat(relativeGradient(loss, target, v, 0.016, u)).as("seed %d", seed).isLessThan(1e-11);
    }
  }

  private static double[] targets(String word, Random random) {
    double[] targets = new double[ENTRIES];
    for (int e = 0; e < ENTRIES; e++) {
      targets[e] =
          switch (word) {
            case "logistic" -> random.nextInt(2);
            case "poisson" -> Math.floor(Math.exp(8 * random.nextDouble()) - 1);
            default -> random.nextGaussian() * (e % 4 == 0 ? 1000 : 1);
          };
    }
    return targets;
  }

  /** The largest partial derivative against the sizes of what it is the sum of. */
  private static double relativeGradient(
      Loss loss, double[] targets, Matrix v, double ridge, double[] u) {
    double worst = 0;
    double size = 0;
    for (int k = 0; k < u.length; k++) {
      double sum = 2 * ridge * u[k];
      double terms = Math.abs(sum);
      for (int e = 0; e < targets.length; e++) {
        double m = 0;
        double largest = 0;
        for (int j = 0; j < u.length; j++) {
          m += u[j] * v.get(e, j);
          largest += Math.abs(u[j] * v.get(e, j));
        }
        double term = loss.slope(m, targets[e]) * v.get(e, k);
        sum += term;
        terms += Math.abs(term) + loss.curvature(m, targets[e]) * Math.abs(v.get(e, k)) * largest;
      }
      worst = Math.max(worst, Math.abs(sum));
      size = Math.max(size, terms);
    }
    return worst / size;
  }

  /** A ridge that double precision does not see beside the data: solved, or said not to be. */
  @ParameterizedTest
  @ValueSource(strings = {"logistic", "poisson", "huber:0.1"})
  void rowsThatCannotBeSolved_areAnError(String word) {
    Loss loss = Losses.of(word);
    Random random = new Random(1);
    double[] targets = targets(word, random);
    Matrix v = EntryProblem.gaussian(ENTRIES, 40, random);
    double[] nowhere = new double[ENTRIES];
    Arrays.fill(nowhere, Double.NaN);
    assertThatThrownBy(() -> solve(loss, nowhere, v, 1e-3, null))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not solved by Newton steps");
    for (double ridge : new double[] {1e-20, 1e-60, 1e-200}) {
      try {
        double[] u = solve(loss, targets, v, ridge, null);
        assertThat(relativeGradient(loss, targets, v, ridge, u)).isLessThan(1e-11);
      } catch (ArithmeticException unsolved) {
        assertThat(unsolved).hasMessageContaining("lambda is too small");
      }
    }
  }

  private static double[] solve(
      Loss loss, double[] targets, Matrix v, double ridge, double @Nullable [] near) {
    int n = targets.length;
    int[] columns = new int[n];
    Arrays.setAll(columns, e -> e);
    EntryBlock block =
        new EntryBlock(1, n, new RowRange(0, 1), new int[] {0, n}, columns, targets, null);
    LossBlock judged = new LossBlock(block, loss, 0, 0, false);
    double[] solved = new double[v.cols()];
    Matrix from = near == null ? null : Matrix.wrap(1, near.length, near);
    new RowElimination(judged, v, ridge, null, from).solve(solved);
    return solved;
  }
}
