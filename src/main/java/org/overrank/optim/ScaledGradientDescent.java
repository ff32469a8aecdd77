package org.overrank.optim;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;

/**
 * Gradient descent preconditioned by the other factor's damped Gram matrix, with exact line search:
 * U ← U − η ∇_U f (cVᵀV + δI)⁻¹ and alike for V. Two passes an iteration.
 *
 * <p>The damping δ makes the method bear columns to spare: 2λ as in ScaledGD(λ), plus an estimate
 * of ‖G‖_op that falls with the error as PrecGD's damping does. c is the mean curvature of a cell.
 * The step is the quartic's minimiser where the papers have a tuned constant.
 *
 * <p>References: T. Tong, C. Ma, Y. Chi, "Accelerating ill-conditioned low-rank matrix estimation
 * via scaled gradient descent", JMLR 22, 2021; X. Xu, Y. Shen, Y. Chi, C. Ma, "The power of
 * preconditioning in overparameterized low-rank matrix sensing", ICML 2023; G. Zhang, S. Fattahi,
 * R. Y. Zhang, "Preconditioned gradient descent for overparameterized nonconvex Burer–Monteiro
 * factorization with global optimality certification", JMLR 24, 2023.
 */
public final class ScaledGradientDescent implements Solver {
  /** Creates the solver; it has no settings. */
  public ScaledGradientDescent() {}

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new DescentState(objective, start, rule(objective), OptionalDouble.empty());
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    return new DescentState(objective, snapshot, rule(objective), OptionalDouble.empty());
  }

  private static DescentState.Rule rule(RegularizedObjective objective) {
    Curvature.Answer curvature = objective.curvature();
    ProblemShape shape = objective.data().shape();
    double cells = (double) shape.rows() * shape.cols();
    double perCell = 2 * curvature.trace() / shape.measurements() / cells;
    double[] rows = new double[shape.rows()];
    double[] cols = new double[shape.cols()];
    Arrays.fill(rows, perCell);
    Arrays.fill(cols, perCell);
    return (point, gradient) ->
        new RotatedDiagonal(rows, cols, objective, point, gradient).apply(gradient).times(-1);
  }
}
