package org.overrank.optim;

import java.util.List;
import java.util.Optional;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Nonlinear conjugate gradients preconditioned by one alternating sweep, with exact line search.
 *
 * <p>With S(X) the point that one ALS sweep leads to, z = X − S(X) plays the preconditioned
 * gradient: d = −z + β d_old, β = max(0, ⟨z, g − g_old⟩/⟨z_old, g_old⟩), restarted when it is no
 * descent direction; the step minimises the quartic f(X + ηd) exactly. Three passes an iteration.
 *
 * <p>Beyond the paper: after a step the columns of U and V are made equally long ({@link
 * ColumnGauge}) where that lowers the regulariser noticeably. Sweeps from a random start leave them
 * of very different lengths, and f is dominated by that until the iteration has evened it out. The
 * last direction and gradient follow into the new gauge with their inner products; z and the new
 * gradient are taken there.
 *
 * <p>Requires entries, both copies. Reference: M. Winlaw, M. B. Hynes, A. Caterini, H. De Sterck,
 * "Algorithmic acceleration of parallel ALS for collaborative filtering", arXiv 1508.03110.
 */
public final class AlsNcg implements Solver {
  /** The share of ‖U‖² + ‖V‖² below which the gauge is left alone. */
  private static final double UNBALANCED = 1e-3;

  /** Creates the solver; it has no settings. */
  public AlsNcg() {}

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new State(objective, start);
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    return new State(objective, snapshot);
  }

  private static final class State implements SolverState {
    private final RegularizedObjective objective;
    private Factors point;
    private RegularizedObjective.Sweep sweep;
    private Factors preconditioned;
    private Factors direction;

    State(RegularizedObjective objective, Factors start) {
      this.objective = objective;
      this.point = start;
      this.sweep = objective.sweep(start);
      this.preconditioned = start.plus(-1, sweep.swept());
      this.direction = preconditioned.times(-1);
    }

    State(RegularizedObjective objective, SolverSnapshot snapshot) {
      List<Factors> all = snapshot.factors();
      this.objective = objective;
      this.point = all.get(0);
      this.sweep =
          new RegularizedObjective.Sweep(snapshot.numbers().get(0), all.get(1), all.get(2));
      this.preconditioned = point.plus(-1, sweep.swept());
      this.direction = all.get(3);
    }

    @Override
    public Optional<SolverSnapshot> snapshot() {
      return Optional.of(
          new SolverSnapshot(
              List.of(point, sweep.gradient(), sweep.swept(), direction), List.of(sweep.value())));
    }

    @Override
    public Factors point() {
      return point;
    }

    @Override
    public double value() {
      return sweep.value();
    }

    @Override
    public Factors gradient() {
      return sweep.gradient();
    }

    /** Goes to the next point and its gauge; the gradient at the last one, in that gauge. */
    private Factors move(double step) {
      Factors moved = point.plus(step, direction);
      ColumnGauge gauge = ColumnGauge.balancing(moved, UNBALANCED);
      point = gauge.apply(moved);
      direction = gauge.apply(direction);
      return gauge.applyToGradient(sweep.gradient());
    }

    @Override
    public double advance() {
      double step = objective.along(point, direction).minimizer();
      if (step == 0) {
        return 0;
      }
      double oldProduct = preconditioned.dot(sweep.gradient());
      Factors oldGradient = move(step);
      sweep = objective.sweep(point);
      preconditioned = point.plus(-1, sweep.swept());
      double beta =
          (preconditioned.dot(sweep.gradient()) - preconditioned.dot(oldGradient)) / oldProduct;
      Factors steepest = preconditioned.times(-1);
      direction = beta > 0 ? steepest.plus(beta, direction) : steepest;
      if (direction.dot(sweep.gradient()) >= 0) {
        direction = steepest;
      }
      return step;
    }
  }
}
