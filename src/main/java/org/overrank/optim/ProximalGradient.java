package org.overrank.optim;

import java.util.List;
import java.util.Optional;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;

/**
 * The convex twin minimised over M itself, F(M) = (1/N)‖A(M) − y‖² + 2λ‖M‖_*, by accelerated
 * proximal gradients with adaptive restart: the method to compare factorisations with. There is no
 * search rank; the points are M's balanced factors, as wide as they can be.
 *
 * <p>One pass an iteration: the residual is affine in M, so the gradient at the extrapolated point
 * follows from those at the last two iterates. The step is 1/L, where L grows until it bounds the
 * curvature seen, and shrinks a little after every step. An extrapolated step that raises F is
 * replaced by a plain one; one that turns back ends the momentum. Needs G on the driver, and an SVD
 * of a d1 × d2 matrix in every iteration.
 *
 * <p>References: A. Beck, M. Teboulle, "A fast iterative shrinkage-thresholding algorithm", SIAM J.
 * Imaging Sci. 2(1), 2009; B. O'Donoghue, E. Candès, "Adaptive restart for accelerated gradient
 * schemes", Found. Comput. Math. 15, 2015.
 */
public final class ProximalGradient implements Solver {
  /** Cells of M at most. */
  public static final long MOST_CELLS = 4_000_000;

  private static final double GROWTH = 2;

  /** L after a step that it served for: where the iterates go, A*A may be smaller. */
  private static final double DECAY = 0.95;

  /** Curvature above L by less than this, relatively, is rounding. */
  private static final double ROUNDING = 1e-10;

  /** A rise of F by less than this, relatively, is rounding, and no reason to start anew. */
  private static final double VALUE_ROUNDING = 4e-15;

  /** Creates the solver; it has no settings. */
  public ProximalGradient() {}

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    ProblemShape shape = objective.data().shape();
    if ((long) shape.rows() * shape.cols() > MOST_CELLS) {
      throw new InvalidInputException(
          String.format(
              "solver proximal-gradient holds the whole matrix, and %,d x %,d has more than %,d"
                  + " cells",
              shape.rows(), shape.cols(), MOST_CELLS));
    }
    return new State(objective, start);
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    return new State(objective, snapshot);
  }

  private static final class State implements SolverState {
    private final RegularizedObjective objective;
    private double curvature;
    private double momentum = 1;
    private ConvexIterate current;
    private ConvexIterate previous;

    State(RegularizedObjective objective, Factors start) {
      this.objective = objective;
      ProblemShape shape = objective.data().shape();
      double trace = objective.curvature().trace();
      double cells = (double) shape.rows() * shape.cols();
      this.curvature = trace > 0 ? 2 * trace / shape.measurements() / cells : 1;
      this.current = ConvexIterate.of(objective, start);
      this.previous = current;
    }

    /** Two passes, for the gradients that no snapshot holds. */
    State(RegularizedObjective objective, SolverSnapshot snapshot) {
      List<Double> numbers = snapshot.numbers();
      this.objective = objective;
      this.curvature = numbers.get(0);
      this.momentum = numbers.get(1);
      this.current = ConvexIterate.again(objective, snapshot.factors().get(0), numbers.get(2));
      this.previous = ConvexIterate.again(objective, snapshot.factors().get(1), numbers.get(3));
    }

    @Override
    public Optional<SolverSnapshot> snapshot() {
      return Optional.of(
          new SolverSnapshot(
              List.of(current.slim(), previous.slim()),
              List.of(curvature, momentum, current.nuclearNorm(), previous.nuclearNorm())));
    }

    @Override
    public Factors point() {
      return current.factors();
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
      double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      double extrapolation = (momentum - 1) / next;
      if (extrapolation > 0) {
        Step accelerated = step(extrapolation);
        if (!rises(accelerated)) {
          return accept(accelerated, accelerated.turnsBack(current) ? 1 : next);
        }
      }
      Step plain = step(0);
      return rises(plain) ? 0 : accept(plain, extrapolation > 0 ? 1 : next);
    }

    private boolean rises(Step step) {
      return step.to.value() > current.value() * (1 + VALUE_ROUNDING);
    }

    private double accept(Step step, double nextMomentum) {
      double length = 1 / curvature;
      previous = current;
      current = step.to;
      momentum = nextMomentum;
      curvature *= DECAY;
      return length;
    }

    /** A proximal step from M + β(M − M_old), with L as large as it has to be. */
    private Step step(double extrapolation) {
      Matrix from = extrapolated(current.matrix(), previous.matrix(), extrapolation);
      Matrix gradient = extrapolated(current.adjoint(), previous.adjoint(), extrapolation);
      while (true) {
        ConvexIterate to = ConvexIterate.proximal(objective, from, gradient, curvature);
        double moved = distanceSquared(to.matrix(), from);
        double bent = productOfDifferences(to.adjoint(), gradient, to.matrix(), from);
        if (bent <= curvature * moved * (1 + ROUNDING)) {
          return new Step(from, to);
        }
        curvature = Math.max(GROWTH * curvature, bent / moved);
      }
    }
  }

  /**
   * A step.
   *
   * @param from the extrapolated point
   * @param to the new iterate
   */
  private record Step(Matrix from, ConvexIterate to) {
    /** Whether momentum leads away from where the gradient points: ⟨Y − M⁺, M⁺ − M⟩ > 0. */
    boolean turnsBack(ConvexIterate before) {
      return productOfDifferences(from, to.matrix(), to.matrix(), before.matrix()) > 0;
    }
  }

  private static Matrix extrapolated(Matrix now, Matrix before, double beta) {
    if (beta == 0) {
      return now;
    }
    Matrix result = now.copy();
    double[] data = result.data();
    double[] old = before.data();
    for (int i = 0; i < data.length; i++) {
      data[i] += beta * (data[i] - old[i]);
    }
    return result;
  }

  private static double distanceSquared(Matrix a, Matrix b) {
    return productOfDifferences(a, b, a, b);
  }

  /** ⟨A − B, C − D⟩. */
  private static double productOfDifferences(Matrix a, Matrix b, Matrix c, Matrix d) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += (a.data()[i] - b.data()[i]) * (c.data()[i] - d.data()[i]);
    }
    return sum;
  }
}
