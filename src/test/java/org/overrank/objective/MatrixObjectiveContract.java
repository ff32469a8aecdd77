package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.overrank.objective.ObjectiveContract.assertClose;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingProblem;

/**
 * What every objective over matrices of any kind must do, checked against the formulas of theory
 * section 1 on the matrices written out; where a pass sees the matrix and where it does not.
 */
public abstract class MatrixObjectiveContract {
  private static final int ROWS = 9;
  private static final int COLS = 7;
  private static final int COUNT = 83;

  /** The objective under test, over so many blocks. */
  protected abstract Objective create(SensingProblem problem, int partitions);

  private static SensingProblem problem(MeasurementKind kind) {
    return SensingProblem.random(kind, ROWS, COLS, COUNT, true, 11);
  }

  static Factors point(int width, long seed) {
    Random random = new Random(seed);
    return new Factors(
        EntryProblem.gaussian(ROWS, width, random), EntryProblem.gaussian(COLS, width, random));
  }

  private static double value(SensingProblem problem, Factors x) {
    return Dot.sumOfSquares(problem.residual(dense(x))) / COUNT;
  }

  private static Matrix dense(Factors x) {
    return SensingProblem.product(x.left(), x.right());
  }

  /** G = (2/N) A*(r). */
  private static Matrix adjoint(SensingProblem problem, Factors x) {
    Matrix g = problem.adjoint(problem.residual(dense(x)));
    for (int j = 0; j < g.data().length; j++) {
      g.data()[j] *= 2.0 / COUNT;
    }
    return g;
  }

  @ParameterizedTest
  @CsvSource({
    "DENSE,2",
    "DENSE,8",
    "SPARSE,2",
    "SPARSE,8",
    "RANK_ONE,2",
    "RANK_ONE,8",
    "SEEDED_GAUSSIAN,2",
    "SEEDED_GAUSSIAN,8"
  })
  void theory1_and3_valueGradientAndQuartic_equalTheFormulas(MeasurementKind kind, int width) {
    SensingProblem problem = problem(kind);
    Factors x = point(width, 1);
    Factors d = point(width, 2);
    Matrix g = adjoint(problem, x);
    try (Objective objective = create(problem, 5)) {
      ValueAndGradient.Answer answer = objective.evaluate(new ValueAndGradient(x));
      double expected = value(problem, x);
      assertThat(answer.value()).isCloseTo(expected, within(1e-12 * expected));
      assertClose(answer.gradient().left(), DenseOracle.times(g, x.right()));
      assertClose(answer.gradient().right(), DenseOracle.times(g.transpose(), x.left()));
      Quartic quartic = objective.evaluate(new LineSearchQuartic(x, d));
      for (double step : new double[] {0, -0.7, 1.3}) {
        double there = value(problem, x.plus(step, d));
        assertThat(quartic.at(step)).isCloseTo(there, within(1e-10 * (1 + there)));
      }
    }
  }

  /** Against the difference of two gradients, whatever the kind and wherever the pass is made. */
  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void theory3_hessianProduct_isTheDerivativeOfTheGradient(MeasurementKind kind) {
    SensingProblem problem = problem(kind);
    Factors x = point(3, 1);
    Factors d = point(3, 2);
    try (Objective objective = create(problem, 3)) {
      HessianChecks.productIsTheDerivativeOfTheGradient(objective, x, d);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void residual_isTheSameThroughEveryDoor(MeasurementKind kind) {
    SensingProblem problem = problem(kind);
    Factors x = point(3, 1);
    Matrix g = adjoint(problem, x);
    Matrix right = EntryProblem.gaussian(COLS, 2, new Random(3));
    Matrix left = EntryProblem.gaussian(ROWS, 2, new Random(4));
    try (Objective objective = create(problem, 3);
        Residual residual = objective.residual(x, 1)) {
      ResidualAdjoint.Answer explicit = objective.evaluate(new ResidualAdjoint(x));
      assertClose(explicit.adjoint().times(Matrix.identity(COLS)), g);
      assertThat(explicit.terms()).isEqualTo(COUNT);
      assertThat(explicit.sums().residualNormSquared() / COUNT)
          .isCloseTo(value(problem, x), within(1e-10));
      Matrix product = DenseOracle.times(g, right);
      assertClose(residual.times(right), product);
      assertClose(residual.transposedTimes(left), DenseOracle.times(g.transpose(), left));
      assertThat(residual.passesOfGram()).isEqualTo(2);
      assertClose(residual.gramTimes(right), DenseOracle.times(g.transpose(), product));
      assertThat(objective.shape().sparse()).isFalse();
      assertThat(objective.shape().adjointSize()).isEqualTo((long) ROWS * COLS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void curvature_sumsTheSquares(MeasurementKind kind) {
    SensingProblem problem = problem(kind);
    try (Objective objective = create(problem, 4)) {
      double total = 0;
      for (double[] cells : problem.matrices()) {
        total += Dot.sumOfSquares(cells);
      }
      Curvature.Answer answer = objective.evaluate(new Curvature(true));
      assertThat(answer.trace()).isCloseTo(total, within(1e-11 * total));
      assertThat(answer.targetNormSquared())
          .isCloseTo(Dot.sumOfSquares(problem.targets()), within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void answers_doNotDependOnWhoRidesAlong(MeasurementKind kind) {
    SensingProblem problem = problem(kind);
    for (int width : new int[] {2, 8}) {
      ValueAndGradient mine = new ValueAndGradient(point(width, 1));
      ResidualAdjoint adjoint = new ResidualAdjoint(point(width, 2));
      LineSearchQuartic line = new LineSearchQuartic(point(width, 7), point(width, 8));
      try (Objective objective = create(problem, 3)) {
        Quartic aloneOnLine = objective.evaluate(line);
        ValueAndGradient.Answer alone = objective.evaluate(mine);
        ResidualAdjoint.Answer aloneToo = objective.evaluate(adjoint);
        Answers together =
            objective.evaluate(
                List.of(
                    new ValueAndGradient(point(8, 5)),
                    adjoint,
                    new ResidualAdjoint(point(3, 6)),
                    mine,
                    line,
                    new ValueAndGradient(point(2, 9))));
        assertThat(together.of(mine).value()).isEqualTo(alone.value());
        assertThat(together.of(mine).gradient().left()).isEqualTo(alone.gradient().left());
        assertThat(together.of(mine).gradient().right()).isEqualTo(alone.gradient().right());
        assertThat(together.of(line).at(0.37)).isEqualTo(aloneOnLine.at(0.37));
        assertThat(together.of(adjoint).sums()).isEqualTo(aloneToo.sums());
        assertThat(together.of(adjoint).adjoint().times(Matrix.identity(COLS)))
            .isEqualTo(aloneToo.adjoint().times(Matrix.identity(COLS)));
      }
    }
  }
}
