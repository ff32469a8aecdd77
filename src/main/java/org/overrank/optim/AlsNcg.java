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
 * <p>Requires entries, both copies. Reference: M. Winlaw, M. B. Hynes, A. Caterini, H. De Sterck,
 * "Algorithmic acceleration of parallel ALS for collaborative filtering", arXiv 1508.03110.
 */
public final class AlsNcg implements Solver {
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

    @Override
    public double advance() {
      double step = objective.along(point, direction).minimizer();
      if (step == 0) {
        return 0;
      }
      Factors oldGradient = sweep.gradient();
      double oldProduct = preconditioned.dot(oldGradient);
      point = point.plus(step, direction);
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
