package org.overrank.optim;

import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;

/**
 * L-BFGS whose initial inverse Hessian is a {@link RotatedDiagonal}, renewed at every iterate.
 *
 * <p>Step 1 is tried first and is nearly always taken: one pass an iteration. Where f does not fall
 * enough (Armijo), and at the first iterate, the exact minimiser of the quartic along the direction
 * is taken, for one more pass. The number of passes hardly depends on the search rank (numerics,
 * "Everything else").
 */
public final class ScaledLbfgs implements Solver {
  private static final int HISTORY = 10;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /** A rise of f by less than this, relatively, is rounding. */
  private static final double ROUNDING = 1e-15;

  /** Creates the solver; it has no settings. */
  public ScaledLbfgs() {}

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new State(objective, start);
  }

  private static final class State implements SolverState {
    private final RegularizedObjective objective;
    private final double[] rowScale;
    private final double[] colScale;
    private final LbfgsMemory memory = new LbfgsMemory(HISTORY);
    private boolean exactStep = true;
    private Factors point;
    private RegularizedObjective.Evaluation current;

    State(RegularizedObjective objective, Factors start) {
      this.objective = objective;
      Curvature.Answer curvature = objective.curvature();
      ProblemShape shape = objective.data().shape();
      double perMeasurement = 2.0 / shape.measurements();
      this.rowScale = scaled(curvature.rowSums(), perMeasurement / shape.cols());
      this.colScale = scaled(curvature.colSums(), perMeasurement / shape.rows());
      this.point = start;
      this.current = objective.valueAndGradient(start);
    }

    private static double[] scaled(double[] sums, double factor) {
      double[] result = sums.clone();
      for (int i = 0; i < result.length; i++) {
        result[i] *= factor;
      }
      return result;
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
      RotatedDiagonal preconditioner =
          new RotatedDiagonal(rowScale, colScale, objective.lambda(), point, current.gradient());
      Factors direction = memory.apply(current.gradient(), preconditioner::apply).times(-1);
      double slope = direction.dot(current.gradient());
      if (!(slope < 0)) {
        memory.clear();
        direction = preconditioner.apply(current.gradient()).times(-1);
        slope = direction.dot(current.gradient());
      }
      if (!(slope < 0)) {
        return 0;
      }
      return step(direction, slope);
    }

    private double step(Factors direction, double slope) {
      if (!exactStep) {
        Factors next = point.plus(1, direction);
        RegularizedObjective.Evaluation there = objective.valueAndGradient(next);
        double enough =
            current.value() + SUFFICIENT_DECREASE * slope + ROUNDING * Math.abs(current.value());
        if (there.value() <= enough) {
          accept(next, there);
          return 1;
        }
      }
      double step = objective.along(point, direction).minimizer();
      if (step > 0) {
        Factors next = point.plus(step, direction);
        accept(next, objective.valueAndGradient(next));
        exactStep = false;
      }
      return step;
    }

    private void accept(Factors next, RegularizedObjective.Evaluation there) {
      memory.remember(next.plus(-1, point), there.gradient().plus(-1, current.gradient()));
      point = next;
      current = there;
    }
  }
}
