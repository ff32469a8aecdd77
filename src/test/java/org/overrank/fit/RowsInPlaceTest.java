package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.StopReason;
import org.overrank.optim.VariableProjection;
import org.overrank.sensing.EntryProblem;

/** Fits whose U is never brought together: it is solved for in the blocks, and stays there. */
class RowsInPlaceTest {
  private static final double LAMBDA = 0.004;
  private static final double GAP = 1e-5;

  private static Objective data(boolean weighted) {
    EntryProblem problem = EntryProblem.random(120, 40, 4, 0.4, weighted, 4);
    return new LocalObjective(problem.blocks(5), problem.transposed().blocks(2));
  }

  private static FitSettings settings(OptionalInt searchRank, StartKind start) {
    return FitSettings.builder()
        .lambda(LAMBDA)
        .searchRank(searchRank)
        .start(start)
        .solver(SolverKind.VARIABLE_PROJECTION)
        .relativeGap(GAP)
        .maxPasses(3000)
        .build();
  }

  private static OptionalInt width(int searchRank) {
    return searchRank == 0 ? OptionalInt.empty() : OptionalInt.of(searchRank);
  }

  private static FitResult inPlace(Objective data, FitSettings settings) {
    return new Fit(data, data, settings, new VariableProjection(0), row -> {}).run();
  }

  @ParameterizedTest
  @CsvSource({
    "false, 12, GAUSSIAN",
    "false, 30, GAUSSIAN",
    "false, 0, GAUSSIAN",
    "false, 12, SPECTRAL",
    "true, 12, GAUSSIAN",
    "true, 0, SPECTRAL"
  })
  void isCertifiedAtTheSameOptimum(boolean weighted, int searchRank, StartKind start) {
    Objective data = data(weighted);
    FitSettings settings = settings(width(searchRank), start);
    FitResult here = new Fit(data, settings.toBuilder().relativeGap(1e-9).build(), r -> {}).run();
    FitResult there = inPlace(data, settings);
    double optimum = here.certificate().convexObjective();
    assertThat(there.stopReason())
        .as(there.certificate().toString())
        .isEqualTo(StopReason.CERTIFIED);
    assertThat(there.factors().isImplied()).isTrue();
    assertThat(there.certificate().convexObjective())
        .isBetween(here.certificate().lowerBound(), optimum * (1 + 2 * GAP));
    assertThat(there.certificate().lowerBound()).isLessThanOrEqualTo(optimum);
    assertThat(there.rank()).isEqualTo(here.rank());
    for (int k = 0; k < here.rank(); k++) {
      assertThat(there.singularValues()[k])
          .isCloseTo(here.singularValues()[k], within(1e-2 * here.singularValues()[0]));
    }
  }

  @Test
  void aSearchThatIsTooNarrow_widensAndEscapes() {
    Objective data = data(false);
    FitSettings narrow =
        settings(OptionalInt.of(1), StartKind.GAUSSIAN).toBuilder().escape(EscapeRule.AUTO).build();
    FitResult found = inPlace(data, narrow);
    assertThat(found.stopReason())
        .as(found.certificate().toString())
        .isEqualTo(StopReason.CERTIFIED);
    assertThat(found.trace()).anyMatch(row -> row.event().startsWith("escape"));
  }

  @Test
  void whatIsSaidOfThePoint_isTrueOfItsFactors() {
    RegularizedObjective f = new RegularizedObjective(data(true), LAMBDA);
    Factors start = new Starts(f, 3).gaussian(6, true);
    Factors whole = f.completed(start);
    Certifier certifier = new Certifier(f, 1);
    try (Assessment apart = certifier.assess(start);
        Assessment together = certifier.assess(whole)) {
      assertThat(apart.objective()).isCloseTo(f.valueAndGradient(whole).value(), within(1e-13));
      assertThat(apart.dataTerm()).isCloseTo(together.dataTerm(), within(1e-12));
      assertThat(apart.nuLower()).isCloseTo(together.nuLower(), within(1e-9));
      assertThat(apart.singularValues()).containsExactly(together.singularValues(), within(1e-10));
      assertThat(apart.certificate().lowerBound())
          .isCloseTo(together.certificate().lowerBound(), within(1e-7));
      assertThat(apart.imbalance()).isCloseTo(together.imbalance(), within(1e-10));
      requireDirections(f, apart, together, whole);
    }
  }

  /** Pulls are the same from either side: −pᵀGq. */
  private static void requireDirections(
      RegularizedObjective f, Assessment apart, Assessment together, Factors whole) {
    assertThat(apart.directionPulls()).containsExactly(together.directionPulls(), within(1e-9));
    Matrix gradient = f.valueAndGradient(whole).gradient().left();
    for (double each : gradient.data()) {
      assertThat(each).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void theBalancedPoint_isNotWorse() {
    RegularizedObjective f = new RegularizedObjective(data(false), LAMBDA);
    Certifier certifier = new Certifier(f, 1);
    Assessment uneven = certifier.assess(new Starts(f, 3).gaussian(6, true).times(20));
    double before = uneven.convexObjective();
    double twin = certifier.assess(f.completed(uneven.point())).convexObjective();
    try (Assessment balanced = certifier.balanced(uneven)) {
      assertThat(before).isGreaterThan(2 * twin);
      assertThat(balanced.convexObjective()).isLessThanOrEqualTo(twin * (1 + 1e-12));
    }
  }

  @Test
  void zeroColumns_areTheZeroMatrix() {
    RegularizedObjective f = new RegularizedObjective(data(false), LAMBDA);
    Factors zero = Factors.zeros(0, 40, 3);
    try (Assessment nothing = new Certifier(f, 1).assess(zero)) {
      assertThat(nothing.rank()).isZero();
      assertThat(nothing.directionPulls()).containsOnly(0.0);
      assertThat(nothing.certificate().relativeGap()).isPositive();
    }
  }
}
