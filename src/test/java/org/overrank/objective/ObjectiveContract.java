package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Side;

/** What every objective over entries must do, checked against {@link DenseOracle}. */
public abstract class ObjectiveContract {
  /** The objective under test, over so many blocks. */
  protected abstract Objective create(EntryProblem problem, int partitions);

  /** Wide, tall, 1 × 1, weighted, search rank above and below the rows' lengths. */
  private static EntryProblem problem(int seed) {
    int[][] shapes = {{1, 1}, {3, 17}, {17, 3}, {12, 12}, {20, 9}};
    int[] shape = shapes[seed % shapes.length];
    return EntryProblem.random(shape[0], shape[1], 2, 0.6, seed % 2 == 1, seed);
  }

  private static Factors point(EntryProblem problem, int width, long seed) {
    Random random = new Random(seed);
    return new Factors(
        EntryProblem.gaussian(problem.rows(), width, random),
        EntryProblem.gaussian(problem.cols(), width, random));
  }

  private static int width(int seed) {
    return new int[] {1, 2, 5, 9, 24}[(seed * 7) % 5];
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theory1_valueAndGradient_equalTheFormulas(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    DenseOracle oracle = new DenseOracle(problem);
    try (Objective objective = create(problem, 3)) {
      ValueAndGradient.Answer answer = objective.evaluate(new ValueAndGradient(x));
      assertThat(answer.value()).isCloseTo(oracle.value(x), within(1e-12 * oracle.value(x)));
      assertClose(answer.gradient().left(), oracle.gradient(x).left());
      assertClose(answer.gradient().right(), oracle.gradient(x).right());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void gradient_matchesTaylorErrorOfSlopeTwo(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    Factors d = point(problem, width(seed), seed + 100);
    try (Objective objective = create(problem, 2)) {
      ValueAndGradient.Answer at = objective.evaluate(new ValueAndGradient(x));
      double slope = at.gradient().dot(d);
      double coarse = taylorError(objective, x, d, at.value(), slope, 1e-3);
      double fine = taylorError(objective, x, d, at.value(), slope, 1e-4);
      assertThat(Math.log10(coarse / fine)).isCloseTo(2, within(0.1));
    }
  }

  private static double taylorError(
      Objective objective, Factors x, Factors d, double value, double slope, double step) {
    double there = objective.evaluate(new ValueAndGradient(x.plus(step, d))).value();
    return Math.abs(there - value - step * slope);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void theory3_quartic_equalsTheValueAlongTheLine(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    Factors d = point(problem, width(seed), seed + 100);
    try (Objective objective = create(problem, 2)) {
      Quartic quartic = objective.evaluate(new LineSearchQuartic(x, d));
      for (double step : new double[] {0, -0.7, 0.3, 2}) {
        double expected = new DenseOracle(problem).value(x.plus(step, d));
        assertThat(quartic.at(step)).isCloseTo(expected, within(1e-10 * (1 + expected)));
      }
    }
  }

  /** Against the difference of two gradients, whatever the kind and wherever the pass is made. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theory3_hessianProduct_isTheDerivativeOfTheGradient(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    Factors d = point(problem, width(seed), seed + 100);
    try (Objective objective = create(problem, 3)) {
      HessianChecks.productIsTheDerivativeOfTheGradient(objective, x, d);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void projection_solvesOneSide_andTellsTheOther(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    double ridge = 0.3;
    DenseOracle oracle = new DenseOracle(problem);
    int n = problem.entries().size();
    try (Objective objective = create(problem, 3)) {
      for (Side side : Side.values()) {
        Matrix kept = x.get(side.other());
        Matrix rotation = SymmetricEigen.of(Gram.xtx(kept)).vectors();
        Projection.Answer answer =
            objective.evaluate(new Projection(side, kept, rotation, ridge, true));
        Factors solved =
            side == Side.ROWS
                ? new Factors(answer.solved(), kept)
                : new Factors(kept, answer.solved());
        assertThat(answer.value())
            .isCloseTo(oracle.value(solved), within(1e-12 * oracle.value(solved)));
        Factors gradient = oracle.gradient(solved);
        assertClose(answer.gradient(), gradient.get(side.other()));
        Matrix left = gradient.plus(2 * ridge / n, solved).get(side);
        double scale = Math.sqrt(oracle.gradient(x).normSquared()) + 1e-300;
        assertThat(Math.sqrt(squaredNorm(left)) / scale).isLessThan(1e-12);
        assertClose(answer.curvature(), curvature(problem, side, answer.solved(), rotation));
      }
    }
  }

  /** (1/N) Σ c² (uᵀq)² for every row of the kept side and column q of the rotation. */
  private static Matrix curvature(
      EntryProblem problem, Side eliminated, Matrix solved, Matrix rotation) {
    Matrix rotated = Multiply.ab(solved, rotation);
    boolean rows = eliminated == Side.ROWS;
    Matrix sum = Matrix.zeros(rows ? problem.cols() : problem.rows(), rotation.cols());
    for (EntryProblem.Entry entry : problem.entries()) {
      int own = rows ? entry.row() : entry.col();
      int other = rows ? entry.col() : entry.row();
      for (int k = 0; k < rotation.cols(); k++) {
        double c = entry.coefficient() * rotated.get(own, k);
        sum.set(other, k, sum.get(other, k) + c * c / problem.entries().size());
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void inverseBlocks_undoTheBlocksOfTheHessian(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    Factors y = point(problem, width(seed), seed + 100);
    try (Objective objective = create(problem, 3)) {
      double ridge = 0.3;
      RegularizedObjective regularized =
          new RegularizedObjective(objective, ridge / problem.entries().size());
      for (Side side : Side.values()) {
        Matrix fixed = x.get(side.other());
        List<Matrix> vectors = List.of(x.get(side), y.get(side));
        List<Matrix> products = objective.evaluate(new InverseBlocks(side, fixed, vectors, ridge));
        for (int k = 0; k < 2; k++) {
          Matrix none = Matrix.zeros(fixed.rows(), fixed.cols());
          Matrix found = products.get(k);
          Factors back =
              regularized
                  .hessianTimes(
                      x,
                      List.of(
                          side == Side.ROWS ? new Factors(found, none) : new Factors(none, found)))
                  .get(0);
          assertClose(back.get(side), vectors.get(k));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void residual_isTheSameThroughEveryDoor(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, width(seed), seed);
    Matrix g = new DenseOracle(problem).adjoint(x);
    Matrix right = EntryProblem.gaussian(problem.cols(), 3, new Random(seed));
    Matrix left = EntryProblem.gaussian(problem.rows(), 2, new Random(seed));
    try (Objective objective = create(problem, 3);
        Residual residual = objective.residual(x, 1)) {
      ResidualAdjoint.Answer explicit = objective.evaluate(new ResidualAdjoint(x));
      assertClose(explicit.adjoint().times(Matrix.identity(problem.cols())), g);
      assertThat(residual.sums()).isEqualTo(explicit.sums());
      assertThat(objective.evaluate(new ResidualSums(x))).isEqualTo(explicit.sums());
      assertThat(explicit.sums().residualNormSquared() / problem.entries().size())
          .isCloseTo(new DenseOracle(problem).value(x), within(1e-10));
      Matrix expected = DenseOracle.times(g, right);
      assertClose(residual.times(right), expected);
      Matrix expectedTransposed = DenseOracle.times(g.transpose(), left);
      assertClose(residual.transposedTimes(left), expectedTransposed);
      assertThat(residual.passesOfGram()).isEqualTo(1);
      assertClose(residual.gramTimes(right), DenseOracle.times(g.transpose(), expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void value_isInvariantUnderRotation(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, 2, seed);
    Matrix rotation =
        Matrix.wrap(2, 2, new double[] {Math.cos(1), -Math.sin(1), Math.sin(1), Math.cos(1)});
    Factors rotated =
        new Factors(DenseOracle.times(x.left(), rotation), DenseOracle.times(x.right(), rotation));
    try (Objective objective = create(problem, 2)) {
      ValueAndGradient.Answer here = objective.evaluate(new ValueAndGradient(x));
      ValueAndGradient.Answer there = objective.evaluate(new ValueAndGradient(rotated));
      assertThat(there.value()).isCloseTo(here.value(), within(1e-12 * here.value()));
      assertClose(there.gradient().left(), DenseOracle.times(here.gradient().left(), rotation));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void answers_doNotDependOnWhoRidesAlong(int seed) {
    EntryProblem problem = problem(seed);
    Factors x = point(problem, 5, seed);
    ValueAndGradient mine = new ValueAndGradient(x);
    try (Objective objective = create(problem, 3)) {
      ValueAndGradient.Answer alone = objective.evaluate(mine);
      Answers together =
          objective.evaluate(
              List.of(
                  new ValueAndGradient(point(problem, 3, 77)),
                  new InverseBlocks(Side.COLUMNS, x.left(), List.of(x.right()), 1),
                  mine,
                  new LineSearchQuartic(x, x)));
      assertThat(together.of(mine).value()).isEqualTo(alone.value());
      assertThat(together.of(mine).gradient().left()).isEqualTo(alone.gradient().left());
      assertThat(together.of(mine).gradient().right()).isEqualTo(alone.gradient().right());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void curvature_sumsTheSquaredCoefficients(int seed) {
    EntryProblem problem = problem(seed);
    try (Objective objective = create(problem, 3)) {
      Curvature.Answer answer = objective.evaluate(new Curvature(true));
      double[] rows = new double[problem.rows()];
      double[] cols = new double[problem.cols()];
      for (EntryProblem.Entry e : problem.entries()) {
        rows[e.row()] += e.coefficient() * e.coefficient();
        cols[e.col()] += e.coefficient() * e.coefficient();
      }
      assertThat(answer.rowSums()).containsExactly(rows, within(1e-12));
      assertThat(answer.colSums()).containsExactly(cols, within(1e-12));
      Curvature.Answer withoutRows = objective.evaluate(new Curvature(false));
      assertThat(withoutRows.rowSums()).isNull();
      assertThat(withoutRows.colSums()).isEqualTo(answer.colSums());
      assertThat(withoutRows.trace()).isCloseTo(answer.trace(), within(1e-12 * answer.trace()));
      assertThat(withoutRows.targetNormSquared()).isEqualTo(answer.targetNormSquared());
    }
  }

  protected static void assertClose(Matrix actual, Matrix expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.cols()).isEqualTo(expected.cols());
    double scale = Math.sqrt(squaredNorm(expected)) + 1e-12;
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(actual.data()[i]).isCloseTo(expected.data()[i], within(1e-12 * scale));
    }
  }

  private static double squaredNorm(Matrix x) {
    double sum = 0;
    for (double value : x.data()) {
      sum += value * value;
    }
    return sum;
  }
}
