package org.overrank.optim;

import java.util.List;
import java.util.Optional;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Newton's method for points near an optimum: directions by preconditioned conjugate gradients on
 * ∇²f d = −∇f, truncated, and the exact minimiser of the quartic along them.
 *
 * <p>Nothing here compares values of f, so it goes on where f stands still at its rounding and the
 * gradient, and with it the duality gap, does not. The directions of the gauge (U, V) ↦ (UQ, VQ),
 * in which f is constant, do not trouble conjugate gradients: the gradient has no part in them. A
 * direction of negative curvature ends the inner iteration. One pass for every product with the
 * Hessian, and two for every step. Best where columns that are dead have been dropped.
 *
 * <p>Reference: S. G. Nash, "A survey of truncated-Newton methods", J. Comput. Appl. Math. 124,
 * 2000.
 */
public final class NewtonCg implements Solver {
  /** What a step leaves of the gradient, in the preconditioner's norm. */
  private static final double REDUCTION = 0.1;

  private static final int MOST_PRODUCTS = 60;

  private final long maxPasses;

  /**
   * The solver.
   *
   * @param maxPasses passes of the run after which no more products are made
   */
  public NewtonCg(long maxPasses) {
    this.maxPasses = maxPasses;
  }

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new State(objective, start, objective.valueAndGradient(start));
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    List<Factors> all = snapshot.factors();
    return new State(
        objective,
        all.get(0),
        new RegularizedObjective.Evaluation(snapshot.numbers().get(0), all.get(1)));
  }

  private final class State implements SolverState {
    private final RegularizedObjective objective;
    private final CellCurvature curvature;
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
      return Optional.of(
          new SolverSnapshot(List.of(point, current.gradient()), List.of(current.value())));
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
      Factors direction = direction();
      double step = objective.stepAlong(point, direction);
      if (step > 0) {
        point = point.plus(step, direction);
        current = objective.valueAndGradient(point);
      }
      return step;
    }

    /** Conjugate gradients from 0; the first direction where even that has negative curvature. */
    private Factors direction() {
      RotatedDiagonal preconditioner = curvature.preconditioner(point, current.gradient());
      Factors residual = current.gradient().times(-1);
      Factors search = preconditioner.apply(residual);
      double size = residual.dot(search);
      double enough = REDUCTION * REDUCTION * size;
      Factors sum = search.times(0);
      for (int k = 0; k < MOST_PRODUCTS && objective.passes() < maxPasses; k++) {
        Factors bent = objective.hessianTimes(point, List.of(search)).get(0);
        double curved = search.dot(bent);
        if (!(curved > 0)) {
          return k == 0 ? search : sum;
        }
        sum = sum.plus(size / curved, search);
        residual = residual.plus(-size / curved, bent);
        Factors preconditioned = preconditioner.apply(residual);
        double next = residual.dot(preconditioned);
        if (!(next > enough)) {
          break;
        }
        search = preconditioned.plus(next / size, search);
        size = next;
      }
      return sum;
    }
  }
}
