package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingProblem;

class GramCompressionTest {
  /** More measurements than cells, fewer than cells, and hardly any. */
  @ParameterizedTest
  @CsvSource({
    "DENSE,400",
    "SEEDED_GAUSSIAN,300",
    "SPARSE,500",
    "RANK_ONE,400",
    "DENSE,30",
    "RANK_ONE,5",
    "SPARSE,1"
  })
  void theEquivalentProblem_hasTheSameAnswers(MeasurementKind kind, int count) {
    SensingProblem problem = SensingProblem.random(kind, 9, 7, count, true, count);
    Objective data = new LocalObjective(problem.blocks(3), List.of());
    Objective few = GramCompression.of(data).objective();
    assertThat(few.shape()).isEqualTo(data.shape());
    for (int width : new int[] {2, 8}) {
      Factors x = MatrixObjectiveContract.point(width, 1);
      Factors d = MatrixObjectiveContract.point(width, 2);
      ValueAndGradient.Answer expected = data.evaluate(new ValueAndGradient(x));
      ValueAndGradient.Answer answer = few.evaluate(new ValueAndGradient(x));
      assertThat(answer.value())
          .isCloseTo(expected.value(), within(1e-12 * (1 + expected.value())));
      assertNear(answer.gradient().left(), expected.gradient().left());
      assertNear(answer.gradient().right(), expected.gradient().right());
      double there = data.evaluate(new LineSearchQuartic(x, d)).at(0.3);
      assertThat(few.evaluate(new LineSearchQuartic(x, d)).at(0.3))
          .isCloseTo(there, within(1e-11 * (1 + there)));
      ResidualAdjoint.Answer adjoint = data.evaluate(new ResidualAdjoint(x));
      ResidualAdjoint.Answer same = few.evaluate(new ResidualAdjoint(x));
      assertNear(
          same.adjoint().times(Matrix.identity(7)), adjoint.adjoint().times(Matrix.identity(7)));
      assertThat(same.sums().residualDotTarget())
          .isCloseTo(adjoint.sums().residualDotTarget(), within(1e-10));
      assertThat(same.sums().targetNormSquared())
          .isCloseTo(adjoint.sums().targetNormSquared(), within(1e-10));
    }
  }

  private static void assertNear(Matrix actual, Matrix expected) {
    double size = 0;
    for (double value : expected.data()) {
      size = Math.max(size, Math.abs(value));
    }
    assertThat(actual.data()).containsExactly(expected.data(), within(1e-10 * size + 1e-12));
  }

  @Test
  void digitsLost_growAsTheNoiseFalls_andAreInfiniteOrHugeWithout() {
    double noisy = digitsLost(0.1);
    double quiet = digitsLost(1e-5);
    assertThat(noisy).isBetween(1e-15, 1e-10);
    assertThat(quiet / noisy).isBetween(1e7, 1e9);
    assertThat(digitsLost(0)).isGreaterThan(1e-3);
  }

  private static double digitsLost(double noise) {
    SensingProblem problem = SensingProblem.withNoise(MeasurementKind.DENSE, 6, 5, 200, noise, 3);
    return GramCompression.of(new LocalObjective(problem.blocks(2), List.of())).digitsLost();
  }

  /** Near the truth, where the residual is small against y, is where digits are lost. */
  @Test
  void theErrorNearTheTruth_isWithinTheDigitsLost() {
    for (double noise : new double[] {1, 1e-2, 1e-4}) {
      SensingProblem problem = SensingProblem.withNoise(MeasurementKind.DENSE, 6, 5, 300, noise, 5);
      Objective data = new LocalObjective(problem.blocks(2), List.of());
      GramCompression compression = GramCompression.of(data);
      Factors truth = new Factors(problem.truthLeft(), problem.truthRight());
      double expected = data.evaluate(new ValueAndGradient(truth)).value();
      double answer = compression.objective().evaluate(new ValueAndGradient(truth)).value();
      assertThat(Math.abs(answer - expected) / expected).isLessThan(compression.digitsLost());
    }
  }
}
