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
    return new State(objective, start, fixedStep);
  }

  private static final class State implements SolverState {
    private final RegularizedObjective objective;
    private final OptionalDouble fixedStep;
    private Factors point;
    private RegularizedObjective.Evaluation current;

    State(RegularizedObjective objective, Factors start, OptionalDouble fixedStep) {
      this.objective = objective;
      this.fixedStep = fixedStep;
      this.point = start;
      this.current = objective.valueAndGradient(start);
    }

    @Override
    public Factors point() {
      return point;
    }

    @Override
    public double value() {
      return current.value();
    }

    @Override
    public Factors gradient() {
      return current.gradient();
    }

    @Override
    public double advance() {
      double step =
          fixedStep.isPresent()
              ? fixedStep.getAsDouble()
              : objective.along(point, current.gradient().times(-1)).minimizer();
      if (step > 0) {
        point = point.plus(-step, current.gradient());
        current = objective.valueAndGradient(point);
      }
      return step;
    }
  }
}
