package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.certify.ProximalGradientOracle;
import org.overrank.landscape.GaussianSensing;
import org.overrank.landscape.Instances;
import org.overrank.landscape.PlantedMatrix;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.optim.StopReason;
import org.overrank.sensing.EntryProblem;

class FitTest {
  private static final EntryProblem PROBLEM = EntryProblem.random(30, 20, 3, 0.5, false, 1);
  private static final double LAMBDA = 0.01;

  private static FitSettings settings(
      OptionalInt searchRank, SolverKind solver, StartKind start, double gap) {
    return FitSettings.builder()
        .lambda(LAMBDA)
        .searchRank(searchRank)
        .solver(solver)
        .start(start)
        .relativeGap(gap)
        .maxPasses(3000)
        .build();
  }

  private static Objective objective(EntryProblem problem) {
    return new LocalObjective(problem.blocks(3), problem.transposed().blocks(3));
  }

  private static FitResult run(EntryProblem problem, FitSettings settings) {
    return new Fit(objective(problem), settings, row -> {}).run();
  }

  @ParameterizedTest
  @EnumSource(
      value = SolverKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO", "LBFGS", "MLLIB_ALS"})
  void fit_withAWideSearch_isCertified_andTheOptimumLiesWithinItsBounds(SolverKind solver) {
    FitResult result = run(PROBLEM, settings(OptionalInt.of(20), solver, StartKind.GAUSSIAN, 1e-4));
    double optimum = new ProximalGradientOracle(PROBLEM, LAMBDA).optimum();
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.certificate().relativeGap()).isLessThanOrEqualTo(1e-4);
    assertThat(optimum)
        .isBetween(
            result.certificate().lowerBound(),
            result.certificate().convexObjective() * (1 + 1e-12));
    assertThat(result.rank()).isBetween(3, 19);
  }

  @ParameterizedTest
  @EnumSource(
      value = StartKind.class,
      names = {"GAUSSIAN", "SPECTRAL"})
  void fit_withAutomaticSearchRank_isCertified(StartKind start) {
    FitResult result =
        run(PROBLEM, settings(OptionalInt.empty(), SolverKind.VARIABLE_PROJECTION, start, 1e-6));
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
  }

  @Test
  void automaticSearchRank_growsWhereTheFirstWidthBinds() {
    // The first width is 2N/(d1 + d2) or 8; the optimum at this λ has a higher rank.
    EntryProblem full = EntryProblem.random(40, 40, 24, 0.11, false, 3);
    FitSettings settings =
        FitSettings.builder()
            .lambda(3e-3)
            .solver(SolverKind.VARIABLE_PROJECTION)
            .maxPasses(5000)
            .build();
    FitResult result = run(full, settings);
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.trace()).anyMatch(row -> row.event().startsWith("search rank 8 ->"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void fit_withTooFewColumns_isNotCertified(int searchRank) {
    FitResult result =
        run(
            PROBLEM,
            settings(
                OptionalInt.of(searchRank),
                SolverKind.VARIABLE_PROJECTION,
                StartKind.GAUSSIAN,
                1e-3));
    assertThat(result.stopReason())
        .isIn(StopReason.STATIONARY, StopReason.STALLED, StopReason.RANK_BINDS);
    assertThat(result.certificate().certifies(1e-3)).isFalse();
    assertThat(result.certificate().nu()).isGreaterThan(1.01);
  }

  @Test
  void fit_isReproducibleToTheBit() {
    FitSettings settings =
        settings(OptionalInt.empty(), SolverKind.VARIABLE_PROJECTION, StartKind.GAUSSIAN, 1e-6);
    FitResult first = run(PROBLEM, settings);
    FitResult second = run(PROBLEM, settings);
    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.factors().left()).isEqualTo(first.factors().left());
  }

  @Test
  void answer_isBalanced() {
    FitResult result =
        run(
            PROBLEM,
            settings(OptionalInt.of(12), SolverKind.VARIABLE_PROJECTION, StartKind.GAUSSIAN, 1e-4));
    double left = result.factors().left().data().length;
    assertThat(left).isEqualTo(30 * 12);
    double nuclear = 0;
    for (double value : result.singularValues()) {
      nuclear += value;
    }
    assertThat(result.factors().normSquared()).isCloseTo(2 * nuclear, within(1e-10 * nuclear));
  }

  @Test
  void searchRankBeyondTheSmallerDimension_isCertified() {
    FitResult result =
        run(
            PROBLEM,
            settings(OptionalInt.of(33), SolverKind.VARIABLE_PROJECTION, StartKind.GAUSSIAN, 1e-4));
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.searchRank()).isEqualTo(33);
    assertThat(result.factors().searchRank()).isBetween(result.rank(), 20);
  }

  @Test
  void automaticSearch_ofAFullRankOptimum_isCertified() {
    EntryProblem full = EntryProblem.random(60, 12, 12, 0.9, false, 2);
    FitSettings settings =
        FitSettings.builder()
            .lambda(1e-3)
            .solver(SolverKind.VARIABLE_PROJECTION)
            .relativeGap(1e-6)
            .maxPasses(3000)
            .build();
    FitResult result = run(full, settings);
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.rank()).isEqualTo(12);
  }

  @Test
  void zeroTargets_areCertifiedAtZero() {
    EntryProblem zero =
        new EntryProblem(
            4, 3, List.of(new EntryProblem.Entry(0, 0, 1, 0), new EntryProblem.Entry(3, 2, 1, 0)));
    for (StartKind start : List.of(StartKind.GAUSSIAN, StartKind.SPECTRAL)) {
      FitResult result =
          run(zero, settings(OptionalInt.of(2), SolverKind.VARIABLE_PROJECTION, start, 1e-3));
      assertThat(result.certificate().convexObjective()).isLessThan(1e-12);
      assertThat(Double.isFinite(result.certificate().relativeGap())).isTrue();
    }
  }

  @Test
  void lambdaAboveItsLargestUsefulValue_givesTheZeroMatrix_certified() {
    FitSettings settings =
        FitSettings.builder()
            .lambda(100)
            .searchRank(5)
            .solver(SolverKind.VARIABLE_PROJECTION)
            .maxPasses(3000)
            .build();
    FitResult result = run(PROBLEM, settings);
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.singularValues()[0]).isLessThan(1e-6);
    assertThat(result.rank()).isZero();
  }

  @Test
  void oneMeasurement_isCertified() {
    EntryProblem one = new EntryProblem(1, 1, List.of(new EntryProblem.Entry(0, 0, 1, 2)));
    FitResult result =
        run(
            one,
            settings(
                OptionalInt.empty(), SolverKind.VARIABLE_PROJECTION, StartKind.GAUSSIAN, 1e-9));
    // min (m − 2)² + 2λm = 0.0199 at m = 2 − λ, and a gap of 1e-9 allows (m − 2 + λ)² ≤ 2e-11.
    assertThat(result.singularValues()[0]).isCloseTo(2 - LAMBDA, within(4.5e-6));
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
  }

  @Test
  void trace_startsAtTheStart_countsOn_andEndsAtTheAnswer() {
    List<TraceRow> seen = new ArrayList<>();
    FitResult result =
        new Fit(
                objective(PROBLEM),
                settings(OptionalInt.of(9), SolverKind.SCALED_LBFGS, StartKind.GAUSSIAN, 1e-3),
                seen::add)
            .run();
    assertThat(seen).isEqualTo(result.trace());
    assertThat(seen.get(0).iteration()).isZero();
    assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(a.passes(), b.passes()));
    TraceRow last = seen.get(seen.size() - 1);
    assertThat(last.gapBound()).isEqualTo("exact");
    assertThat(last.relativeGap()).isLessThanOrEqualTo(1e-3);
  }

  @Test
  void variableProjection_ofOtherThanEntries_isRefused() {
    Objective dense =
        Instances.objective(
            new GaussianSensing(new PlantedMatrix(6, 5, 1, 1, 60, 0.1, 2), false), 2);
    FitSettings settings =
        settings(OptionalInt.of(3), SolverKind.VARIABLE_PROJECTION, StartKind.GAUSSIAN, 1e-3);
    assertThatThrownBy(() -> new Fit(dense, settings, row -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("entries");
  }
}
