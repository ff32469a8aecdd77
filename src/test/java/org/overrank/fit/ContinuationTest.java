package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.optim.StopReason;
import org.overrank.sensing.EntryProblem;

/** Fits whose λ is tiny are led from the answers for larger ones (numerics, "Small λ"). */
class ContinuationTest {
  private static final EntryProblem PROBLEM = EntryProblem.exact(90, 60, 3, 0.4, 5);

  private static Objective data() {
    return new LocalObjective(PROBLEM.blocks(3), PROBLEM.transposed().blocks(3));
  }

  private static FitSettings.Builder settings(double lambda) {
    return FitSettings.builder()
        .lambda(lambda)
        .solver(SolverKind.VARIABLE_PROJECTION)
        .relativeGap(1e-4);
  }

  private static FitResult run(FitSettings settings) {
    return new Fit(data(), settings, row -> {}).run();
  }

  private static boolean wasLed(FitResult result) {
    return result.trace().get(0).event().startsWith("from the answer for lambda ");
  }

  @ParameterizedTest
  @CsvSource({"1e-6, 0", "1e-8, 0", "1e-10, 0", "1e-6, 3", "1e-8, 12"})
  void aTinyLambda_isCertifiedAfterFewPasses(double lambda, int searchRank) {
    FitSettings settings =
        settings(lambda)
            .searchRank(searchRank == 0 ? OptionalInt.empty() : OptionalInt.of(searchRank))
            .build();
    FitResult result = run(settings);
    assertThat(wasLed(result)).isTrue();
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.rank()).isEqualTo(3);
    assertThat(result.passes()).isLessThan(400);
    assertThat(result.passes()).isGreaterThan(result.trace().get(0).passes() - 1);
    assertThat(run(settings).factors().right()).isEqualTo(result.factors().right());
  }

  /** However tiny λ is, there are a dozen answers on the way at the most. */
  @Test
  void anAbsurdLambda_endsTheRunInLittleTime() {
    FitSettings settings = settings(1e-100).maxPasses(300).build();
    try {
      assertThat(run(settings).passes()).isLessThan(600);
    } catch (ArithmeticException e) {
      assertThat(e).hasMessageContaining("lambda is too small");
    }
  }

  @Test
  void anOrdinaryLambda_isNot() {
    assertThat(wasLed(run(settings(1e-2).build()))).isFalse();
  }

  @Test
  void countedIterationsAreOfTheFitItself() {
    FitResult result = run(settings(1e-8).maxIterations(3).build());
    assertThat(wasLed(result)).isFalse();
    assertThat(result.trace()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void theBudgetOfPassesIsKept() {
    assertThat(run(settings(1e-8).maxPasses(10).build()).passes()).isLessThan(40);
  }
}
