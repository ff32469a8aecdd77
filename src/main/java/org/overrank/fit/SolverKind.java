package org.overrank.fit;

import java.util.OptionalDouble;
import org.overrank.linalg.InvalidInputException;
import org.overrank.optim.AlsNcg;
import org.overrank.optim.GradientDescent;
import org.overrank.optim.ScaledLbfgs;
import org.overrank.optim.Solver;

/** The solvers that users can name. */
public enum SolverKind {
  /** Nonlinear conjugate gradients preconditioned by ALS sweeps; for entries. */
  ALS_NCG("als-ncg"),
  /** L-BFGS with a rotated-diagonal preconditioner. */
  SCALED_LBFGS("scaled-lbfgs"),
  /** The lecture's gradient descent. */
  GRADIENT_DESCENT("gradient-descent");

  private final String word;

  SolverKind(String word) {
    this.word = word;
  }

  /**
   * The name by which users choose this solver.
   *
   * @return such as {@code als-ncg}
   */
  public String word() {
    return word;
  }

  /**
   * Builds the solver.
   *
   * @param step a fixed step, or empty for the exact one; only gradient descent takes one
   * @return the solver
   */
  public Solver create(OptionalDouble step) {
    if (step.isPresent() && this != GRADIENT_DESCENT) {
      throw new InvalidInputException("step is an option of gradient-descent, not of " + word);
    }
    return switch (this) {
      case ALS_NCG -> new AlsNcg();
      case SCALED_LBFGS -> new ScaledLbfgs();
      case GRADIENT_DESCENT ->
          step.isPresent()
              ? GradientDescent.withFixedStep(step.getAsDouble())
              : GradientDescent.withExactStep();
    };
  }

  /**
   * Whether the solver needs half-sweeps.
   *
   * @return true if it runs on entries only
   */
  public boolean needsEntries() {
    return this == ALS_NCG;
  }

  /**
   * How many pairs of factors the driver holds at the worst moment of a run.
   *
   * @return pairs, each of (d1 + d2) R doubles
   */
  public int factorPairs() {
    return switch (this) {
      case ALS_NCG -> 12;
      case SCALED_LBFGS -> 30;
      case GRADIENT_DESCENT -> 8;
    };
  }
}
