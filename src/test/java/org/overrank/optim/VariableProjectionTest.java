package org.overrank.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.RegularizedObjective.Projected;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Side;

/** Variable projection: what a pass tells, what it costs, and where it was made to fail. */
class VariableProjectionTest {
  private static final EntryProblem PROBLEM = EntryProblem.random(60, 40, 3, 0.5, true, 1);

  private static RegularizedObjective objective(EntryProblem problem, double lambda) {
    return new RegularizedObjective(
        new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)), lambda);
  }

  private static Projected project(RegularizedObjective objective, Matrix v) {
    return objective.project(Side.ROWS, v, Matrix.identity(v.cols()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 35})
  void gradientIsTheDerivativeOfPhi(int width) {
    RegularizedObjective objective = objective(PROBLEM, 1e-3);
    Factors v = new Factors(Matrix.zeros(0, width), GaussianNumbers.matrix(40, width, 3, 1));
    Factors d = new Factors(Matrix.zeros(0, width), GaussianNumbers.matrix(40, width, 3, 2));
    double h = 1e-5;
    double ahead = project(objective, v.plus(h, d).right()).value();
    double behind = project(objective, v.plus(-h, d).right()).value();
    Factors gradient = new Factors(d.left(), project(objective, v.right()).gradient());
    double slope = gradient.dot(d);
    assertThat((ahead - behind) / (2 * h) / slope - 1).isBetween(-1e-6, 1e-6);
  }

  /** With the diagonal of the Hessian's block an iteration is a pass, with the block two. */
  @ParameterizedTest
  @CsvSource({"0, 26", "1000000, 51"})
  void passesAreFew_andTheLongerSideIsEliminatedEitherWayRound(long longestSent, long least) {
    for (EntryProblem problem : new EntryProblem[] {PROBLEM, PROBLEM.transposed()}) {
      RegularizedObjective objective = objective(problem, 1e-3);
      Factors start =
          new Factors(
              GaussianNumbers.matrix(problem.rows(), 8, 1, 1),
              GaussianNumbers.matrix(problem.cols(), 8, 1, 2));
      SolverState state = new VariableProjection(longestSent).begin(objective, start);
      assertThat(objective.passes()).isEqualTo(1);
      boolean tall = problem.rows() > problem.cols();
      assertThat(tall ? state.point().right() : state.point().left())
          .isEqualTo(tall ? start.right() : start.left());
      for (int k = 0; k < 25; k++) {
        state.advance();
      }
      assertThat(objective.passes()).isBetween(least, least + 3);
    }
  }

  /**
   * Columns of V over eight decades, and a λ that the Gram matrix drowns: rows are still solved.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-6, 1e-9})
  void rowsAreStationary_whateverVLooksLike(double lambda) {
    for (int width : new int[] {6, 35}) {
      Matrix v = GaussianNumbers.matrix(40, width, 5, 1);
      for (int k = 0; k < width; k++) {
        v.scaleColumn(k, Math.pow(10, -8.0 * k / width));
      }
      RegularizedObjective objective = objective(PROBLEM, lambda);
      Projected found = project(objective, v);
      Factors gradient = objective.valueAndGradient(found.point()).gradient();
      Factors atZero =
          objective.valueAndGradient(new Factors(Matrix.zeros(60, width), v)).gradient();
      double left = Math.sqrt(new Factors(gradient.left(), Matrix.zeros(0, width)).normSquared());
      double scale = Math.sqrt(new Factors(atZero.left(), Matrix.zeros(0, width)).normSquared());
      assertThat(left / scale).isLessThan(1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000_000})
  void aSnapshotGoesOn_toTheBit(long longestSent) {
    VariableProjection solver = new VariableProjection(longestSent);
    for (EntryProblem problem : new EntryProblem[] {PROBLEM, PROBLEM.transposed()}) {
      Factors start =
          new Factors(
              GaussianNumbers.matrix(problem.rows(), 6, 1, 1),
              GaussianNumbers.matrix(problem.cols(), 6, 1, 2));
      SolverState whole = solver.begin(objective(problem, 1e-3), start);
      for (int k = 0; k < 12; k++) {
        whole.advance();
      }
      SolverState rest = solver.resume(objective(problem, 1e-3), whole.snapshot().orElseThrow());
      for (int k = 0; k < 5; k++) {
        assertThat(rest.advance()).isEqualTo(whole.advance());
        assertThat(rest.point().left()).isEqualTo(whole.point().left());
        assertThat(rest.point().right()).isEqualTo(whole.point().right());
      }
    }
  }

  /** numerics, "Entries": what starts a search must see to that. */
  @Test
  void aColumnOfZerosStaysZero() {
    RegularizedObjective objective = objective(PROBLEM, 1e-3);
    Matrix v = GaussianNumbers.matrix(40, 4, 7, 1);
    v.scaleColumn(3, 0);
    SolverState state =
        new VariableProjection().begin(objective, new Factors(Matrix.zeros(60, 4), v));
    for (int k = 0; k < 10; k++) {
      state.advance();
    }
    assertThat(state.point().right().columnNormsSquared()[3]).isZero();
  }
}
