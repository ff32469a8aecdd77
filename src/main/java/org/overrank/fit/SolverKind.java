package org.overrank.fit;

import java.util.OptionalDouble;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Structure;
import org.overrank.optim.GradientDescent;
import org.overrank.optim.ProximalGradient;
import org.overrank.optim.ScaledGradientDescent;
import org.overrank.optim.ScaledLbfgs;
import org.overrank.optim.Solver;
import org.overrank.optim.VariableProjection;

/** The solvers that users can name. */
public enum SolverKind {
  /** The usual one of what is measured, see {@link #usual}; no solver itself. */
  AUTO,
  /** L-BFGS on the shorter factor, the longer one eliminated; for entries. */
  VARIABLE_PROJECTION,
  /** L-BFGS with a rotated-diagonal preconditioner. */
  SCALED_LBFGS,
  /** The lecture's gradient descent. */
  GRADIENT_DESCENT,
  /** Gradient descent preconditioned by damped Gram matrices. */
  SCALED_GRADIENT_DESCENT,
  /** Accelerated proximal gradients on the matrix itself; it has no search rank. */
  PROXIMAL_GRADIENT,
  /** Breeze's L-BFGS, a library's baseline. */
  LBFGS,
  /** Spark MLlib's ALS, a baseline for entries with the weighted regularizer. */
  MLLIB_ALS;

  /**
   * The name by which users choose this solver.
   *
   * @return such as {@code scaled-lbfgs}
   */
  public String word() {
    return EnumWords.of(this);
  }

  /**
   * The solver of those who ask for none.
   *
   * @param problem what is to be solved
   * @param structure what is known of the matrix: one factor that stands for both is not eliminated
   * @return the best for it
   */
  public static SolverKind usual(ProblemKind problem, Structure structure) {
    Loss loss = problem.loss();
    boolean solvable = loss.isSquared() || loss.smoothing() > 0 || loss.curvatureBound().isEmpty();
    boolean projects = problem.isOfEntries() && solvable && !structure.isSquare();
    return projects ? VARIABLE_PROJECTION : SCALED_LBFGS;
  }

  /**
   * Builds the solver.
   *
   * @param step a fixed step, or empty for the exact one; only gradient descent takes one
   * @return the solver
   * @throws IllegalStateException if it is {@link #isLibrary a library's}
   */
  public Solver create(OptionalDouble step) {
    if (step.isPresent() && this != GRADIENT_DESCENT) {
      throw new InvalidInputException("step is an option of gradient-descent, not of " + word());
    }
    return switch (this) {
      case VARIABLE_PROJECTION -> new VariableProjection();
      case SCALED_LBFGS -> new ScaledLbfgs();
      case GRADIENT_DESCENT ->
          step.isPresent()
              ? GradientDescent.withFixedStep(step.getAsDouble())
              : GradientDescent.withExactStep();
      case SCALED_GRADIENT_DESCENT -> new ScaledGradientDescent();
      case PROXIMAL_GRADIENT -> new ProximalGradient();
      case AUTO, LBFGS, MLLIB_ALS ->
          throw new IllegalStateException(word() + " is built where its library is known");
    };
  }

  /**
   * Whether the solver can be used with a loss.
   *
   * @param loss what is minimised
   * @return false for all but squares where it knows no other
   */
  boolean minimises(Loss loss) {
    return this != MLLIB_ALS || loss.isSquared();
  }

  /**
   * Whether the solver solves for one row of a factor after another.
   *
   * @return true if it runs on entries only
   */
  public boolean solvesRows() {
    return this == VARIABLE_PROJECTION || this == MLLIB_ALS;
  }

  /**
   * Whether a library's code runs, which keeps no checkpoints and whose last digits are its own.
   *
   * @return true for baselines
   */
  public boolean isLibrary() {
    return this == LBFGS || this == MLLIB_ALS;
  }

  /**
   * Whether a search rank means anything to the solver.
   *
   * @return false if it works on the matrix itself
   */
  public boolean hasSearchRank() {
    return this != PROXIMAL_GRADIENT;
  }

  /**
   * Whether a column more makes a step noticeably dearer, so that it pays to drop dead ones.
   *
   * @return true for row solves, which cost up to R² flops an entry
   */
  boolean costGrowsWithWidth() {
    return this == VARIABLE_PROJECTION;
  }

  /**
   * What the driver holds at the worst moment of a run, passes and certificates apart.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @return doubles
   */
  public double driverDoubles(ProblemShape shape, int searchRank) {
    double rows = shape.rows();
    double cols = shape.cols();
    double length =
        switch (this) {
          case AUTO -> throw new IllegalStateException("the solver is not chosen yet");
          case VARIABLE_PROJECTION ->
              (VariableProjection.leavesRows(shape, searchRank) ? 0 : 5 * Math.max(rows, cols))
                  + 34 * Math.min(rows, cols);
          case SCALED_LBFGS -> 30 * (rows + cols);
          case GRADIENT_DESCENT, MLLIB_ALS -> 8 * (rows + cols);
          case SCALED_GRADIENT_DESCENT -> 10 * (rows + cols);
          case PROXIMAL_GRADIENT -> 16 * (rows + cols);
          case LBFGS -> 34 * (rows + cols);
        };
    return length * searchRank;
  }
}
