package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.certify.Escape;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.Minimizer;
import org.overrank.optim.Progress;
import org.overrank.optim.SolverState;
import org.overrank.optim.StopReason;
import org.overrank.optim.VariableProjection;
import org.overrank.sensing.EntryProblem;

class SearchWidthTest {
  private static final EntryProblem PROBLEM = EntryProblem.random(60, 50, 4, 0.5, false, 4);
  private static final double LAMBDA = 0.01;
  private static final double GAP = 1e-5;

  private final Objective data =
      new LocalObjective(PROBLEM.blocks(3), PROBLEM.transposed().blocks(3));
  private final RegularizedObjective objective = new RegularizedObjective(data, LAMBDA);

  private static FitSettings settings(int searchRank) {
    return FitSettings.builder()
        .lambda(LAMBDA)
        .searchRank(searchRank)
        .solver(SolverKind.VARIABLE_PROJECTION)
        .relativeGap(GAP)
        .maxPasses(3000)
        .build();
  }

  private Factors after(int steps, int searchRank) {
    SolverState state =
        new VariableProjection()
            .begin(objective, new Starts(objective, 1).gaussian(searchRank, false));
    for (int k = 0; k < steps; k++) {
      state.advance();
    }
    return state.point();
  }

  @Test
  void aWideFit_dropsDeadColumns_andIsCertifiedAtTheSameOptimum() {
    FitSettings exactly = settings(40).toBuilder().relativeGap(1e-10).build();
    FitResult wide = new Fit(data, exactly, row -> {}).run();
    FitResult narrow = new Fit(data, settings(12), row -> {}).run();
    assertThat(wide.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(wide.trace()).anyMatch(row -> row.event().startsWith("dead columns dropped"));
    assertThat(wide.trace().get(0).searchRank()).isEqualTo(40);
    assertThat(wide.searchRank()).isEqualTo(40);
    assertThat(wide.factors().searchRank()).isBetween(wide.rank(), 30);
    double optimum = narrow.certificate().convexObjective();
    assertThat(wide.certificate().convexObjective()).isCloseTo(optimum, within(2 * GAP * optimum));
  }

  @Test
  void otherSolversKeepTheirColumns() {
    FitSettings asked = settings(40);
    FitSettings lbfgs =
        FitSettings.builder()
            .lambda(LAMBDA)
            .searchRank(asked.searchRank())
            .solver(SolverKind.SCALED_LBFGS)
            .relativeGap(GAP)
            .maxPasses(3000)
            .build();
    assertThat(new Fit(data, lbfgs, row -> {}).run().trace())
        .allMatch(row -> row.searchRank() == 40);
  }

  @Test
  void whatIsDropped_doesNotRaiseTheObjective() {
    Factors point = after(8, 40);
    try (Assessment assessment = new Certifier(objective, 1).assess(point)) {
      Factors narrower = Objects.requireNonNull(new DeadColumns(objective).without(assessment));
      assertThat(narrower.searchRank()).isBetween(4, 30);
      assertThat(objective.valueAndGradient(narrower).value())
          .isLessThanOrEqualTo(assessment.convexObjective());
    }
  }

  @Test
  void columnsOfARandomPoint_areKept() {
    try (Assessment assessment = new Certifier(objective, 1).assess(after(0, 40))) {
      assertThat(new DeadColumns(objective).without(assessment)).isNull();
    }
  }

  @Test
  void afterADrop_theSearchGrowsAgain_butNotBeyondItsRank() {
    WidthHistory history = new WidthHistory();
    history.note(8);
    SearchWidth width = new SearchWidth(settings(8), data.shape(), history);
    Factors tooNarrow = after(40, 2);
    Progress last = new Progress(40, 120, tooNarrow, 1, 1, 0);
    assertThat(width.growsEagerly(tooNarrow)).isFalse();
    try (GapCheck gap =
        new GapCheck(new Certifier(objective, 1), GAP, false, null, new Cadence())) {
      Minimizer.Outcome bound = new Minimizer.Outcome(last, StopReason.RANK_BINDS);
      Factors next = Objects.requireNonNull(add(settings(8), width, bound, gap)).point();
      assertThat(next.searchRank()).isBetween(3, 8);
      assertThat(objective.valueAndGradient(next).value())
          .isLessThan(objective.valueAndGradient(tooNarrow).value());
    }
  }

  @Test
  void onceColumnsHadToBeFoundAgain_noneAreDroppedAnyMore() {
    WidthHistory history = new WidthHistory();
    SearchWidth width = new SearchWidth(settings(40), data.shape(), history);
    history.note(40);
    assertThat(width.mayShrink(after(0, 40))).isTrue();
    assertThat(width.mayShrink(after(0, 20))).isTrue();
    history.note(20);
    assertThat(width.mayShrink(after(0, 20))).isTrue();
    assertThat(width.mayShrink(after(0, 30))).isFalse();
    history.note(30);
    assertThat(width.mayShrink(after(0, 30))).isFalse();
    history.note(30);
    assertThat(width.mayShrink(after(0, 30))).isFalse();
  }

  private Rule.@Nullable GoOn add(
      FitSettings settings, SearchWidth width, Minimizer.Outcome outcome, GapCheck gap) {
    return new AddColumns(settings, width, () -> new Escape(objective, 1))
        .after(new Rule.Ending(outcome, gap));
  }

  @Test
  void aSearchGrowsAsFarAsTheMemoryGoes_andSaysWhatBinds() {
    FitSettings narrow =
        FitSettings.builder()
            .lambda(LAMBDA)
            .searchRank(1)
            .solver(SolverKind.SCALED_LBFGS)
            .relativeGap(GAP)
            .maxPasses(3000)
            .escape(EscapeRule.AUTO)
            .build();
    FitResult limited =
        new Fit(data, narrow, row -> {}).withRoom(searchRank -> searchRank <= 2).run();
    assertThat(limited.searchRank()).isEqualTo(2);
    assertThat(limited.stopReason()).isEqualTo(StopReason.MEMORY_BINDS);
    FitResult free = new Fit(data, narrow, row -> {}).withRoom(searchRank -> true).run();
    assertThat(free.stopReason()).isEqualTo(StopReason.CERTIFIED);
  }

  /** ν is above 1 near every optimum, until G is exact; so it is where columns are wanting. */
  @Test
  void aGivenSearchRankOfTheAnswer_isNotSaidToBind_howeverSlowlyTheObjectiveFalls() {
    int rank = new Fit(data, settings(12), row -> {}).run().rank();
    for (int steps = 4; steps < 16; steps++) {
      assertThat(ofAStandstill(after(steps, rank))).as("%s steps", steps).isEmpty();
    }
    assertThat(ofAStandstill(after(60, rank - 1))).contains(StopReason.RANK_BINDS);
  }

  /** What two regular checks of one point say. */
  private Optional<StopReason> ofAStandstill(Factors point) {
    try (GapCheck gap =
        new GapCheck(new Certifier(objective, 1), 1e-10, false, null, new Cadence())) {
      double value = objective.valueAndGradient(point).value();
      assertThat(gap.check(new Progress(1, 1000, point, value, 1, 1))).isEmpty();
      return gap.check(new Progress(2, 3000, point, value, 1, 1));
    }
  }

  @Test
  void aGivenSearchRankThatBinds_endsTheRun() {
    WidthHistory history = new WidthHistory();
    Factors point = after(40, 2);
    Progress last = new Progress(40, 120, point, 1, 1, 0);
    history.note(2);
    SearchWidth width = new SearchWidth(settings(2), data.shape(), history);
    try (GapCheck gap =
        new GapCheck(new Certifier(objective, 1), GAP, false, null, new Cadence())) {
      Minimizer.Outcome bound = new Minimizer.Outcome(last, StopReason.RANK_BINDS);
      assertThat(add(settings(2), width, bound, gap)).isNull();
    }
  }
}
