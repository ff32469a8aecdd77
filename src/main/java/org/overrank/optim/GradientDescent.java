package org.overrank.optim;

import java.util.OptionalDouble;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * The lecture's method: X ← X − η ∇f(X), with a fixed step or with the exact minimiser of the
 * quartic f(X − η∇f(X)).
 *
 * <p>One pass an iteration with a fixed step, two with the exact one. A fixed step is taken whether
 * or not f falls, as in the lecture; a step that makes f infinite ends the run.
 */
public final class GradientDescent implements Solver {
  private final OptionalDouble fixedStep;

  private GradientDescent(OptionalDouble fixedStep) {
    this.fixedStep = fixedStep;
  }

  /**
   * Gradient descent with the exact step along each gradient.
   *
   * @return the solver
   */
  public static GradientDescent withExactStep() {
    return new GradientDescent(OptionalDouble.empty());
  }

  /**
   * Gradient descent with one step for all iterations.
   *
   * @param step η, positive and finite
   * @return the solver
   */
  public static GradientDescent withFixedStep(double step) {
    if (!(step > 0) || step == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("step must be positive and finite: " + step);
    }
    return new GradientDescent(OptionalDouble.of(step));
  }

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new DescentState(objective, start, GradientDescent::steepest, fixedStep);
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    return new DescentState(objective, snapshot, GradientDescent::steepest, fixedStep);
  }

  private static Factors steepest(Factors point, Factors gradient) {
    return gradient.times(-1);
  }
}
