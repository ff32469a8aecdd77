package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.certify.ProximalGradientOracle;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.sensing.BackgroundProblem;
import org.overrank.sensing.EntryProblem;

/** theory 8: fits with all cells measured end certified at the optimum of a dense convex method. */
class BackgroundFitTest {
  static Objective objective(BackgroundProblem problem) {
    return new LocalObjective(
        ProblemShape.ofEntries(problem.rows(), problem.cols(), problem.measurements())
            .over(problem.background()),
        problem.blocks(3),
        problem.transposedBlocks(3));
  }

  private static FitSettings.Builder settings(SolverKind solver, double gap) {
    return FitSettings.builder().lambda(0.02).solver(solver).relativeGap(gap).maxPasses(3000);
  }

  private static double optimum(BackgroundProblem problem, double lambda) {
    EntryProblem all = problem.allCells();
    double ratio = (double) all.entries().size() / problem.measurements();
    return ratio * new ProximalGradientOracle(all, lambda / ratio).optimum();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 1, 4})
  void gapOf1e6_andTheOptimumBetweenItsBounds(double weight) {
    BackgroundProblem problem = BackgroundProblem.random(16, 12, 0.25, weight, 1, true, 4);
    FitSettings settings = settings(SolverKind.VARIABLE_PROJECTION, 1e-6).build();
    FitResult result = new Fit(objective(problem), settings, row -> {}).run();
    double optimum = optimum(problem, 0.02);
    assertThat(result.certificate().relativeGap()).isLessThanOrEqualTo(1e-6);
    assertThat(result.certificate().lowerBound()).isLessThanOrEqualTo(optimum * (1 + 1e-11));
    assertThat(result.certificate().convexObjective())
        .isBetween(optimum * (1 - 1e-11), optimum * (1 + 1.1e-6));
  }

  @ParameterizedTest
  @EnumSource(
      value = SolverKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO", "LBFGS", "MLLIB_ALS"})
  void everySolver_findsIt(SolverKind solver) {
    BackgroundProblem problem = BackgroundProblem.random(14, 10, 0.3, 0.3, 1, true, 9);
    FitSettings settings = settings(solver, 1e-4).searchRank(OptionalInt.of(10)).build();
    FitResult result = new Fit(objective(problem), settings, row -> {}).run();
    assertThat(result.certificate().relativeGap()).isLessThanOrEqualTo(1e-4);
    double optimum = optimum(problem, 0.02);
    assertThat(result.certificate().convexObjective()).isCloseTo(optimum, within(1.1e-4 * optimum));
  }

  @Test
  void aNarrowSearch_widensAndEscapesToIt() {
    BackgroundProblem problem = BackgroundProblem.random(20, 16, 0.3, 0.05, 1, false, 2);
    FitSettings settings =
        settings(SolverKind.VARIABLE_PROJECTION, 1e-5)
            .lambda(0.003)
            .searchRank(OptionalInt.of(1))
            .escape(EscapeRule.AUTO)
            .build();
    FitResult result = new Fit(objective(problem), settings, row -> {}).run();
    assertThat(result.searchRank()).isGreaterThan(1);
    double optimum = optimum(problem, 0.003);
    assertThat(result.certificate().relativeGap()).isLessThanOrEqualTo(1e-5);
    assertThat(result.certificate().convexObjective()).isCloseTo(optimum, within(2e-5 * optimum));
  }
}
