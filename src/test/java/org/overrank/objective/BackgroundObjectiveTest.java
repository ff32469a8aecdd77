package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.sensing.BackgroundProblem;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Side;

/**
 * theory 8: a background says what an entry in every cell says, to 1e-12: values, gradients, lines,
 * Hessians, eliminations, inverse blocks, G and its sums.
 */
class BackgroundObjectiveTest {
  private static final int SEEDS = 12;
  private static final double LAMBDA = 0.03;

  private static BackgroundProblem problem(int seed) {
    int[][] shapes = {{1, 1}, {3, 17}, {17, 3}, {12, 12}, {20, 9}, {30, 25}};
    int[] shape = shapes[seed % shapes.length];
    double[] weights = {0.01, 1, 0.3, 5};
    // With 5 and without scales the background weighs more than the entries.
    return BackgroundProblem.random(
        shape[0], shape[1], 0.3, weights[seed % 4], 1, seed % 2 == 1, seed);
  }

  private static Objective withBackground(BackgroundProblem problem, int partitions) {
    return new LocalObjective(
        ProblemShape.ofEntries(problem.rows(), problem.cols(), problem.measurements())
            .over(problem.background()),
        problem.blocks(partitions),
        problem.transposedBlocks(partitions));
  }

  private static Objective cellByCell(BackgroundProblem problem) {
    EntryProblem all = problem.allCells();
    return new LocalObjective(
        ProblemShape.ofEntries(problem.rows(), problem.cols(), problem.measurements()),
        all.blocks(1),
        all.transposed().blocks(1));
  }

  private static Factors point(BackgroundProblem problem, long seed) {
    int width = new int[] {1, 2, 5, 9, 24}[(int) (seed * 7 % 5)];
    Random random = new Random(seed);
    return new Factors(
        EntryProblem.gaussian(problem.rows(), width, random),
        EntryProblem.gaussian(problem.cols(), width, random));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void valueAndGradient_lineAndHessian_areThoseOfAllCells(int seed) {
    BackgroundProblem problem = problem(seed);
    Factors x = point(problem, seed);
    Factors d = point(problem, seed + 5L * SEEDS);
    RegularizedObjective f = new RegularizedObjective(withBackground(problem, 3), LAMBDA);
    RegularizedObjective all = new RegularizedObjective(cellByCell(problem), LAMBDA);
    RegularizedObjective.Evaluation there = f.valueAndGradient(x);
    RegularizedObjective.Evaluation expected = all.valueAndGradient(x);
    assertThat(there.value()).isCloseTo(expected.value(), within(1e-12 * expected.value()));
    assertClose(there.gradient(), expected.gradient());
    assertClose(f.hessianTimes(x, List.of(d)).get(0), all.hessianTimes(x, List.of(d)).get(0));
    Quartic line = f.along(x, d);
    for (double step : new double[] {0, -0.7, 0.3, 2}) {
      double value = all.along(x, d).at(step);
      assertThat(line.at(step)).isCloseTo(value, within(1e-11 * value));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void oneSideEliminated_isThatOfAllCells(int seed) {
    BackgroundProblem problem = problem(seed);
    Factors x = point(problem, seed);
    RegularizedObjective f = new RegularizedObjective(withBackground(problem, 3), LAMBDA);
    RegularizedObjective all = new RegularizedObjective(cellByCell(problem), LAMBDA);
    for (Side side : Side.values()) {
      Matrix kept = x.get(side.other());
      Matrix rotation = SymmetricEigen.of(Gram.xtx(kept)).vectors();
      RegularizedObjective.Projected there = f.project(side, kept, rotation);
      RegularizedObjective.Projected expected = all.project(side, kept, rotation);
      assertThat(there.value()).isCloseTo(expected.value(), within(1e-12 * expected.value()));
      assertClose(there.point(), expected.point());
      assertClose(there.gradient(), expected.gradient(), kept);
      assertClose(there.curvature(), expected.curvature(), expected.curvature());
      List<Matrix> vectors = List.of(x.get(side), x.get(side));
      assertClose(
          f.inverseBlocksTimes(side, x, vectors).get(1),
          all.inverseBlocksTimes(side, x, vectors).get(1),
          x.get(side));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void adjointAndSums_keptOrBroughtToTheDriver_areThoseOfAllCells(int seed) {
    BackgroundProblem problem = problem(seed);
    Factors x = point(problem, seed);
    Objective objective = withBackground(problem, 2);
    ResidualAdjoint.Answer answer = objective.evaluate(new ResidualAdjoint(x));
    ResidualAdjoint.Answer expected = cellByCell(problem).evaluate(new ResidualAdjoint(x));
    Matrix g = expected.adjoint().toDense();
    assertClose(answer.adjoint().toDense(), g, g);
    Matrix gram = expected.adjoint().gramOfShorterSide();
    assertClose(answer.adjoint().gramOfShorterSide(), gram, gram);
    assertThat(answer.sums().residualNormSquared())
        .isCloseTo(
            expected.sums().residualNormSquared(),
            within(1e-12 * expected.sums().residualNormSquared()));
    assertThat(answer.sums().residualDotTarget())
        .isCloseTo(
            expected.sums().residualDotTarget(),
            within(1e-12 * expected.sums().residualNormSquared()));
    try (Residual kept = objective.residual(x, 1)) {
      assertThat(kept.sums()).isEqualTo(answer.sums());
      Matrix v = EntryProblem.gaussian(problem.cols(), 2, new Random(seed));
      Matrix product = expected.adjoint().gramTimes(v);
      assertClose(kept.gramTimes(v), product, product);
      assertClose(answer.adjoint().gramTimes(v), product, product);
    }
    double trace = cellByCell(problem).evaluate(new Curvature(true)).trace();
    assertThat(objective.evaluate(new Curvature(true)).trace())
        .isCloseTo(trace, within(1e-12 * trace));
  }

  private static void assertClose(Factors actual, Factors expected) {
    assertClose(actual.left(), expected.left(), expected.left());
    assertClose(actual.right(), expected.right(), expected.right());
  }

  /** Entry by entry, against the largest of a matrix of the same size. */
  private static void assertClose(Matrix actual, Matrix expected, Matrix size) {
    double largest = 1e-3;
    for (double each : size.data()) {
      largest = Math.max(largest, Math.abs(each));
    }
    for (double each : expected.data()) {
      largest = Math.max(largest, Math.abs(each));
    }
    assertThat(actual.data()).hasSameSizeAs(expected.data());
    for (int i = 0; i < actual.data().length; i++) {
      assertThat(actual.data()[i]).isCloseTo(expected.data()[i], within(1e-11 * largest));
    }
  }
}
