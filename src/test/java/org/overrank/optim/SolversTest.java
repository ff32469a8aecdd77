package org.overrank.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.certify.ProximalGradientOracle;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.sensing.EntryProblem;

/** Every solver on every problem whose optimum an independent convex method knows. */
class SolversTest {
  private static final double LAMBDA = 0.02;

  static Stream<Arguments> solversAndProblems() {
    Solver[] solvers = {
      new VariableProjection(),
      new VariableProjection(),
      new ScaledLbfgs(),
      GradientDescent.withExactStep(),
      new ScaledGradientDescent(),
      new ProximalGradient()
    };
    EntryProblem[] problems = {
      EntryProblem.random(12, 9, 2, 0.7, false, 1),
      EntryProblem.random(9, 12, 1, 0.5, true, 2),
      EntryProblem.random(4, 30, 2, 0.6, true, 3),
      EntryProblem.random(1, 7, 1, 1, false, 4),
      EntryProblem.random(6, 6, 6, 1, false, 5),
    };
    return Stream.of(solvers)
        .flatMap(
            solver ->
                Stream.of(problems)
                    .flatMap(
                        problem ->
                            Stream.of(Math.min(problem.rows(), problem.cols()), 14)
                                .map(width -> Arguments.of(solver, problem, width))));
  }

  @ParameterizedTest(name = "{index}: width {2}")
  @MethodSource("solversAndProblems")
  void solver_reachesTheConvexOptimum_neverRising(Solver solver, EntryProblem problem, int width) {
    double optimum = new ProximalGradientOracle(problem, LAMBDA).optimum();
    RegularizedObjective objective = objective(problem);
    SolverState state = solver.begin(objective, start(problem, width, 7));
    double before = state.value();
    for (int k = 0; k < 3000 && state.value() > optimum * (1 + 1e-9); k++) {
      double step = state.advance();
      assertThat(state.value()).isLessThanOrEqualTo(before * (1 + 1e-14));
      before = state.value();
      if (step == 0) {
        break;
      }
    }
    assertThat(state.value())
        .as(solver.getClass().getSimpleName())
        .isCloseTo(optimum, within(1e-7 * optimum));
  }

  @ParameterizedTest(name = "{index}: width {2}")
  @MethodSource("solversAndProblems")
  void state_knowsItsOwnValueAndGradient(Solver solver, EntryProblem problem, int width) {
    RegularizedObjective objective = objective(problem);
    SolverState state = solver.begin(objective, start(problem, width, 8));
    for (int k = 0; k < 3; k++) {
      state.advance();
    }
    RegularizedObjective.Evaluation fresh = objective.valueAndGradient(state.point());
    assertThat(state.value()).isCloseTo(fresh.value(), within(1e-12 * fresh.value()));
    Factors difference = state.gradient().plus(-1, fresh.gradient());
    assertThat(difference.normSquared()).isLessThan(1e-20 * (1 + fresh.gradient().normSquared()));
  }

  @Test
  void gradientDescentWithAFixedStep_takesThatStep() {
    EntryProblem problem = EntryProblem.random(5, 4, 1, 1, false, 1);
    RegularizedObjective objective = objective(problem);
    Factors start = start(problem, 2, 1);
    SolverState state = GradientDescent.withFixedStep(0.01).begin(objective, start);
    Factors expected = start.plus(-0.01, objective.valueAndGradient(start).gradient());
    state.advance();
    assertThat(state.point().left()).isEqualTo(expected.left());
    assertThat(state.point().right()).isEqualTo(expected.right());
  }

  @Test
  void gradientDescentWithAFixedStepTooLong_endsWithAnError_notWithNaN() {
    EntryProblem problem = EntryProblem.random(5, 4, 1, 1, false, 1);
    SolverState state =
        GradientDescent.withFixedStep(1e6).begin(objective(problem), start(problem, 2, 1));
    assertThatThrownBy(
            () -> {
              for (int k = 0; k < 100; k++) {
                state.advance();
              }
            })
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not finite");
  }

  private static RegularizedObjective objective(EntryProblem problem) {
    return new RegularizedObjective(
        new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)), LAMBDA);
  }

  private static Factors start(EntryProblem problem, int width, long seed) {
    Random random = new Random(seed);
    return new Factors(
        EntryProblem.gaussian(problem.rows(), width, random),
        EntryProblem.gaussian(problem.cols(), width, random));
  }
}
