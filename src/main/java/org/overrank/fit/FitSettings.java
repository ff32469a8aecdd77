package org.overrank.fit;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Units;
import org.overrank.optim.Solver;
import org.overrank.sensing.Storage;

/**
 * What one fit is asked to do.
 *
 * @param lambda λ > 0
 * @param searchRank R ≥ 1, or empty to choose and enlarge it
 * @param solver which method
 * @param step the fixed step of gradient descent, or empty for the exact step
 * @param start where to begin
 * @param warmStart the point to begin at when {@code start} is {@link StartKind#MODEL}, or {@link
 *     StartKind#PATH} but for the largest λ
 * @param seed seed of the random start and of the certificate's random vectors
 * @param relativeGap the certified gap at which the fit ends, in (0, 1)
 * @param maxPasses budget of passes over the measurements
 * @param escape whether a given search rank may be exceeded, a column at a time, where a run is
 *     stuck at a point that is not certified; an automatic search rank does so anyway
 * @param maxIterations budget of iterations
 * @param storage how factors of entries travel to the solver's passes, see {@link
 *     org.overrank.objective.RoundedObjective}; where floats cannot tell points apart any more, the
 *     fit goes on with doubles
 */
public record FitSettings(
    double lambda,
    OptionalInt searchRank,
    SolverKind solver,
    OptionalDouble step,
    StartKind start,
    @Nullable Factors warmStart,
    long seed,
    double relativeGap,
    long maxPasses,
    boolean escape,
    int maxIterations,
    Storage storage) {
  /** The gap that is asked for unless said otherwise. */
  public static final double DEFAULT_RELATIVE_GAP = 1e-3;

  /** The most columns that an automatic search begins with. */
  static final int WIDEST_FIRST_SEARCH = 128;

  /** The budget unless said otherwise. */
  public static final long DEFAULT_MAX_PASSES = 2000;

  /**
   * Settings without escapes and without a budget of iterations, with factors as doubles.
   *
   * @param lambda λ
   * @param searchRank R, or empty
   * @param solver which method
   * @param step the fixed step of gradient descent, or empty
   * @param start where to begin
   * @param warmStart the point to begin at, or null
   * @param seed of everything random
   * @param relativeGap the certified gap at which the fit ends
   * @param maxPasses budget of passes
   */
  public FitSettings(
      double lambda,
      OptionalInt searchRank,
      SolverKind solver,
      OptionalDouble step,
      StartKind start,
      @Nullable Factors warmStart,
      long seed,
      double relativeGap,
      long maxPasses) {
    this(
        lambda,
        searchRank,
        solver,
        step,
        start,
        warmStart,
        seed,
        relativeGap,
        maxPasses,
        false,
        Integer.MAX_VALUE,
        Storage.DOUBLE);
  }

  /**
   * The same with or without escapes.
   *
   * @param escapes whether a given search rank may be exceeded
   * @return new settings
   */
  public FitSettings withEscape(boolean escapes) {
    return new FitSettings(
        lambda,
        searchRank,
        solver,
        step,
        start,
        warmStart,
        seed,
        relativeGap,
        maxPasses,
        escapes,
        maxIterations,
        storage);
  }

  /**
   * The same with a budget of iterations.
   *
   * @param iterations how many at most
   * @return new settings
   */
  public FitSettings withMaxIterations(int iterations) {
    return new FitSettings(
        lambda,
        searchRank,
        solver,
        step,
        start,
        warmStart,
        seed,
        relativeGap,
        maxPasses,
        escape,
        iterations,
        storage);
  }

  /**
   * The same with another storage of factors.
   *
   * @param kind how they travel to the solver's passes
   * @return new settings
   */
  public FitSettings withStorage(Storage kind) {
    return new FitSettings(
        lambda,
        searchRank,
        solver,
        step,
        start,
        warmStart,
        seed,
        relativeGap,
        maxPasses,
        escape,
        maxIterations,
        kind);
  }

  /**
   * How wide the search begins.
   *
   * @param shape the size of the problem
   * @return R, or where that is left open what a search without one begins with
   */
  public int firstSearchRank(ProblemShape shape) {
    Factors warm = warmStart;
    return warm == null ? SearchRanks.first(searchRank, shape) : warm.searchRank();
  }

  /**
   * The solver and what it reads.
   *
   * @return such as "als-ncg" or "als-ncg with floats"
   */
  public String solverWords() {
    return storage == Storage.FLOAT ? solver.word() + " with floats" : solver.word();
  }

  /**
   * The same question in the units that solvers work in.
   *
   * @param units of the problem
   * @return λ, step and warm start in solver units
   * @throws InvalidInputException if doubles cannot hold the values of such a problem
   */
  FitSettings in(Units units) {
    return new FitSettings(
        units.lambdaOf(lambda),
        searchRank,
        solver,
        step.isPresent() ? OptionalDouble.of(units.stepOf(step.getAsDouble())) : step,
        start,
        warmStart == null ? null : units.factorsOf(warmStart),
        seed,
        relativeGap,
        maxPasses,
        escape,
        maxIterations,
        storage);
  }

  /**
   * The solver, where it is one of our own.
   *
   * @param units of the problem
   * @return the solver, with its step in solver units
   * @throws InvalidInputException if the solver has no step
   */
  public Solver createSolver(Units units) {
    return solver.create(
        step.isPresent() ? OptionalDouble.of(units.stepOf(step.getAsDouble())) : step);
  }

  /** Refuses settings that no fit can be run with. */
  public FitSettings {
    require(lambda > 0 && Double.isFinite(lambda), "lambda must be positive and finite", lambda);
    require(
        searchRank.isEmpty() || searchRank.getAsInt() >= 1,
        "search-rank must be at least 1",
        searchRank.orElse(1));
    require(
        step.isEmpty() || (step.getAsDouble() > 0 && Double.isFinite(step.getAsDouble())),
        "step must be positive and finite",
        step.orElse(1));
    require(
        relativeGap > 0 && relativeGap < 1, "relative-gap must lie between 0 and 1", relativeGap);
    require(maxPasses >= 1, "max-passes must be at least 1", maxPasses);
    require(maxIterations >= 1, "max-iterations must be at least 1", maxIterations);
    boolean warm = warmStart != null;
    if (start == StartKind.MODEL ? !warm : warm && start != StartKind.PATH) {
      throw new IllegalArgumentException("a warm start goes with StartKind.MODEL or PATH");
    }
  }

  private static void require(boolean condition, String message, Number given) {
    if (!condition) {
      throw new InvalidInputException(message + ", not " + given);
    }
  }
}
