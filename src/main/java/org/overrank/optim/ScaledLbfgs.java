package org.overrank.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * L-BFGS whose initial inverse Hessian is a {@link RotatedDiagonal}, renewed at every iterate.
 *
 * <p>Step 1 is tried first and is nearly always taken: one pass an iteration. Where f does not fall
 * enough (Armijo), the minimiser of the cubic through both ends is tried; where that fails too, and
 * at the first iterate, the exact minimiser of the quartic along the direction is taken, for one
 * more pass. The number of passes hardly depends on the search rank (numerics, "Everything else").
 */
public final class ScaledLbfgs implements Solver {
  private static final int HISTORY = 10;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /** How far from both ends a minimum between them must be to be believed. */
  private static final double SHORTEST = 0.02;

  /** So many unit steps refused in a row tell that the preconditioner is too large throughout. */
  private static final int REFUSED = 2;

  /** A rise of f by less than this, relatively, is rounding. */
  private static final double ROUNDING = 1e-15;

  /** Creates the solver; it has no settings. */
  public ScaledLbfgs() {}

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new State(objective, start, objective.valueAndGradient(start));
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    List<Factors> all = snapshot.factors();
    State state =
        new State(
            objective,
            all.get(0),
            new RegularizedObjective.Evaluation(snapshot.numbers().get(0), all.get(1)));
    state.memory.restore(all.subList(2, all.size()));
    state.exactStep = snapshot.numbers().get(1) != 0;
    state.refused = snapshot.numbers().get(2).intValue();
    return state;
  }

  private static final class State implements SolverState {
    private final RegularizedObjective objective;
    private final CellCurvature curvature;
    private final LbfgsMemory memory = new LbfgsMemory(HISTORY);
    private boolean exactStep = true;
    private int refused;
    private Factors point;
    private RegularizedObjective.Evaluation current;

    State(RegularizedObjective objective, Factors start, RegularizedObjective.Evaluation there) {
      this.objective = objective;
      this.curvature = new CellCurvature(objective);
      this.point = start;
      this.current = there;
    }

    @Override
    public Optional<SolverSnapshot> snapshot() {
      List<Factors> all = new ArrayList<>(List.of(point, current.gradient()));
      all.addAll(memory.content());
      return Optional.of(
          new SolverSnapshot(
              all, List.of(current.value(), exactStep ? 1.0 : 0.0, (double) refused)));
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
      RotatedDiagonal preconditioner = curvature.preconditioner(point, current.gradient());
      double scale = refused >= REFUSED ? Math.min(1, memory.scale(preconditioner::apply)) : 1;
      Factors direction =
          memory.apply(current.gradient(), x -> scaled(preconditioner.apply(x), scale)).times(-1);
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

    private static Factors scaled(Factors x, double scale) {
      return scale == 1 ? x : x.times(scale);
    }

    private double step(Factors direction, double slope) {
      double step = exactStep ? 0 : trialStep(direction, slope);
      return step > 0 ? step : exactStep(direction);
    }

    /** Step 1, or where a cubic through both ends has its minimum; 0 if f falls at neither. */
    private double trialStep(Factors direction, double slope) {
      RegularizedObjective.Evaluation full = tried(1, direction, slope);
      if (full == null) {
        refused = refused >= REFUSED ? refused : 0;
        return 1;
      }
      refused = Math.min(refused + 1, REFUSED);
      double shorter =
          shorterStep(current.value(), slope, full.value(), full.gradient().dot(direction));
      return shorter > 0 && tried(shorter, direction, slope) == null ? shorter : 0;
    }

    /** Takes a step if f falls enough; else what f is there. */
    private RegularizedObjective.@Nullable Evaluation tried(
        double step, Factors direction, double slope) {
      Factors next = point.plus(step, direction);
      RegularizedObjective.Evaluation there = objective.valueAndGradient(next);
      double enough =
          current.value()
              + SUFFICIENT_DECREASE * step * slope
              + ROUNDING * Math.abs(current.value());
      if (there.value() <= enough) {
        accept(next, there);
        return null;
      }
      return there;
    }

    private double exactStep(Factors direction) {
      double step = objective.stepAlong(point, direction);
      if (step > 0) {
        Factors next = point.plus(step, direction);
        accept(next, objective.valueAndGradient(next));
        exactStep = false;
      }
      return step;
    }

    /**
     * The minimum of the cubic that has given values and slopes at 0 and 1, if it lies well between
     * them; else 0.
     */
    private static double shorterStep(double f0, double slope0, double f1, double slope1) {
      double d = slope0 + slope1 - 3 * (f1 - f0);
      double root = Math.sqrt(Math.max(0, d * d - slope0 * slope1));
      double step = 1 - (slope1 + root - d) / (slope1 - slope0 + 2 * root);
      return step >= SHORTEST && step <= 1 - SHORTEST ? step : 0;
    }

    private void accept(Factors next, RegularizedObjective.Evaluation there) {
      memory.remember(next.plus(-1, point), there.gradient().plus(-1, current.gradient()));
      point = next;
      current = there;
    }
  }
}
