package org.overrank.spark.baseline;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.optimize.LBFGS.ApproximateInverseHessian;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.Solver;
import org.overrank.optim.SolverState;
import scala.collection.immutable.IndexedSeq$;

/**
 * Breeze's L-BFGS: its approximate inverse Hessian, with no preconditioner, and the exact minimiser
 * of the quartic along its direction, which is never worse than Breeze's own Wolfe search. Two
 * passes an iteration.
 *
 * <p>Only Breeze's line search is not used: its functions cannot be written in Java, where {@code
 * apply} has one return type. Inner products are those of the BLAS that Breeze finds, so the last
 * digits may differ between machines.
 */
public final class BreezeLbfgs implements Solver {
  private static final int HISTORY = 10;

  /** Creates the solver; it has no settings. */
  public BreezeLbfgs() {}

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    return new State(objective, start);
  }

  @SuppressWarnings("unchecked")
  private static ApproximateInverseHessian<DenseVector<Object>> identity() {
    return new ApproximateInverseHessian<>(
        HISTORY,
        IndexedSeq$.MODULE$.empty(),
        IndexedSeq$.MODULE$.empty(),
        DenseVector$.MODULE$.space_Double());
  }

  private static final class State implements SolverState {
    private final RegularizedObjective objective;
    private ApproximateInverseHessian<DenseVector<Object>> inverse = identity();
    private Factors point;
    private RegularizedObjective.Evaluation current;

    State(RegularizedObjective objective, Factors start) {
      this.objective = objective;
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
      Factors direction = direction();
      if (!(direction.dot(current.gradient()) < 0)) {
        inverse = identity();
        direction = current.gradient().times(-1);
      }
      double step = objective.stepAlong(point, direction);
      if (step > 0) {
        Factors next = point.plus(step, direction);
        RegularizedObjective.Evaluation there = objective.valueAndGradient(next);
        inverse =
            inverse.updated(
                FactorVector.of(next.plus(-1, point)),
                FactorVector.of(there.gradient().plus(-1, current.gradient())));
        point = next;
        current = there;
      }
      return step;
    }

    private Factors direction() {
      DenseVector<Object> product = inverse.$times(FactorVector.of(current.gradient()));
      return FactorVector.back(product, point).times(-1);
    }
  }
}
