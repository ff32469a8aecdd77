package org.overrank.fit;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Structure;
import org.overrank.objective.Units;
import org.overrank.optim.Solver;
import org.overrank.sensing.MeasurementKind;

/**
 * What one fit is asked to do, with its own defaults in {@link Builder}.
 *
 * @param lambda λ > 0
 * @param searchRank R ≥ 1, or empty to choose and enlarge it
 * @param solver which method; {@link SolverKind#AUTO} until {@link #on} says what is measured
 * @param step the fixed step of gradient descent, or empty for the exact step
 * @param start where to begin
 * @param warmStart the point to begin at when {@code start} is {@link StartKind#MODEL}, or {@link
 *     StartKind#PATH} but for the largest λ
 * @param seed seed of the random start and of the certificate's random vectors
 * @param relativeGap the certified gap at which the fit ends, in (0, 1)
 * @param maxPasses budget of passes over the measurements
 * @param maxIterations budget of iterations
 * @param escape whether a given search rank may be exceeded, a column at a time, where a run is
 *     stuck at a point that is not certified; an automatic search rank does so anyway
 * @param compression whether many measurements are replaced by fewer, equivalent ones
 * @param structure what is known of the matrix besides
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
    int maxIterations,
    EscapeRule escape,
    Compression compression,
    Structure structure) {
  /** The gap that is asked for unless said otherwise. */
  public static final double DEFAULT_RELATIVE_GAP = 1e-3;

  /** The budget of passes unless said otherwise. */
  public static final long DEFAULT_MAX_PASSES = 2000;

  /** The most columns that an automatic search begins with. */
  static final int WIDEST_FIRST_SEARCH = 128;

  /**
   * Settings to be made: λ has no default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Settings like these.
   *
   * @return a builder with all that these are
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * The same with the solver that measurements of a kind are usually given to, where none was asked
   * for.
   *
   * @param problem what is to be solved
   * @return settings that name a solver
   */
  public FitSettings on(ProblemKind problem) {
    return solver == SolverKind.AUTO
        ? toBuilder().solver(SolverKind.usual(problem, structure)).build()
        : this;
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
   * How wide the solver's factors begin.
   *
   * @param shape the size of the problem
   * @return columns, of which some belong together with some structures
   */
  int firstColumns(ProblemShape shape) {
    boolean asked = warmStart == null && searchRank.isPresent();
    int first = firstSearchRank(shape);
    return asked ? first * structure.columnsOfOne() : structure.wholeColumns(first);
  }

  /**
   * The same question in the units that solvers work in.
   *
   * @param units of the problem
   * @return λ, step and warm start in solver units
   * @throws InvalidInputException if doubles cannot hold the values of such a problem
   */
  FitSettings in(Units units) {
    Builder scaled = toBuilder().lambda(units.lambdaOf(lambda));
    if (step.isPresent()) {
      scaled.step(units.stepOf(step.getAsDouble()));
    }
    return warmStart == null
        ? scaled.build()
        : scaled.warmStart(units.factorsOf(warmStart)).build();
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

  /**
   * The same without what its solver has no use for, so that settings that ask the same are equal.
   *
   * @return settings of the same run
   */
  public FitSettings withoutIdle() {
    Builder needed = toBuilder();
    if (!solver.hasSearchRank()) {
      needed.searchRank(OptionalInt.empty());
    }
    if (!solver.hasSearchRank() || solver.isLibrary() || searchRank.isEmpty()) {
      needed.escape(EscapeRule.NEVER);
    }
    if (solver != SolverKind.GRADIENT_DESCENT) {
      needed.step = OptionalDouble.empty();
    }
    return needed.build();
  }

  /**
   * Refuses what no solver does, before anything is read.
   *
   * @param problem what is to be solved
   * @throws InvalidInputException whose message begins with an option's name
   */
  public void requireFor(ProblemKind problem) {
    SolverKind chosen = on(problem).solver;
    String word = chosen.word();
    boolean ours = !chosen.isLibrary() && chosen.hasSearchRank();
    require(
        step.isEmpty() || chosen == SolverKind.GRADIENT_DESCENT,
        "step is an option of gradient-descent, not of " + word);
    require(
        problem.isOfEntries() || !chosen.solvesRows(),
        "solver " + word + " works on entries only; use scaled-lbfgs");
    require(
        chosen.minimises(problem.loss()),
        "solver " + word + ": not with loss " + problem.loss() + "; use scaled-lbfgs");
    require(
        problem.loss().isSquared() || compression != Compression.ALWAYS,
        "compress always: only squares can be compressed");
    require(
        chosen.hasSearchRank() || searchRank.isEmpty(),
        "solver " + word + " works on the whole matrix: leave --search-rank out");
    require(
        chosen != SolverKind.MLLIB_ALS || searchRank.isPresent(),
        "solver mllib-als needs a --search-rank");
    require(escape == EscapeRule.NEVER || ours, "escape auto: not with --solver " + word);
    require(
        !problem.isOfEntries() || compression != Compression.ALWAYS,
        "compress always: entries have nothing to compress");
    require(
        !structure.isSquare() || (!chosen.isLibrary() && !chosen.solvesRows()),
        "structure " + structure.word() + ": not with --solver " + chosen.word());
    require(
        !structure.isComplex()
            || (!problem.isOfEntries() && problem.measured() != MeasurementKind.SEEDED_GAUSSIAN),
        "structure hermitian: not for "
            + EnumWords.of(problem.measured())
            + ", but for dense, sparse, rank-one");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new InvalidInputException(message);
    }
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

  /** Settings in the making, each with its default until it is said. */
  public static final class Builder {
    private double lambda = Double.NaN;
    private OptionalInt searchRank = OptionalInt.empty();
    private SolverKind solver = SolverKind.AUTO;
    private OptionalDouble step = OptionalDouble.empty();
    private StartKind start = StartKind.GAUSSIAN;
    private @Nullable Factors warmStart;
    private long seed = 1;
    private double relativeGap = DEFAULT_RELATIVE_GAP;
    private long maxPasses = DEFAULT_MAX_PASSES;
    private int maxIterations = Integer.MAX_VALUE;
    private EscapeRule escape = EscapeRule.NEVER;
    private Compression compression = Compression.AUTO;
    private Structure structure = Structure.GENERAL;

    private Builder() {}

    private Builder(FitSettings like) {
      lambda = like.lambda;
      searchRank = like.searchRank;
      solver = like.solver;
      step = like.step;
      start = like.start;
      warmStart = like.warmStart;
      seed = like.seed;
      relativeGap = like.relativeGap;
      maxPasses = like.maxPasses;
      maxIterations = like.maxIterations;
      escape = like.escape;
      compression = like.compression;
      structure = like.structure;
    }

    /**
     * Sets the weight of the penalty.
     *
     * @param value λ > 0
     * @return this
     */
    public Builder lambda(double value) {
      lambda = value;
      return this;
    }

    /**
     * Sets the search rank.
     *
     * @param columns R ≥ 1
     * @return this
     */
    public Builder searchRank(int columns) {
      return searchRank(OptionalInt.of(columns));
    }

    /**
     * Sets the search rank, or leaves it to the fit.
     *
     * @param columns R ≥ 1, or empty to choose and enlarge it
     * @return this
     */
    public Builder searchRank(OptionalInt columns) {
      searchRank = columns;
      return this;
    }

    /**
     * Sets the solver.
     *
     * @param value which
     * @return this
     */
    public Builder solver(SolverKind value) {
      solver = value;
      return this;
    }

    /**
     * Sets the fixed step of gradient descent.
     *
     * @param value a positive step
     * @return this
     */
    public Builder step(double value) {
      step = OptionalDouble.of(value);
      return this;
    }

    /**
     * Sets where the fit begins.
     *
     * @param value a start that needs no point
     * @return this
     */
    public Builder start(StartKind value) {
      start = value;
      return this;
    }

    /**
     * Sets the point at which the fit begins.
     *
     * @param point of another fit, in user units; or null for the start that was said
     * @return this
     */
    public Builder warmStart(@Nullable Factors point) {
      warmStart = point;
      if (point != null && start != StartKind.PATH) {
        start = StartKind.MODEL;
      }
      return this;
    }

    /**
     * Sets the seed.
     *
     * @param value of everything random
     * @return this
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Sets the gap that ends the fit.
     *
     * @param value in (0, 1)
     * @return this
     */
    public Builder relativeGap(double value) {
      relativeGap = value;
      return this;
    }

    /**
     * Sets the budget of passes.
     *
     * @param value at least 1
     * @return this
     */
    public Builder maxPasses(long value) {
      maxPasses = value;
      return this;
    }

    /**
     * Sets the budget of iterations.
     *
     * @param value at least 1
     * @return this
     */
    public Builder maxIterations(int value) {
      maxIterations = value;
      return this;
    }

    /**
     * Sets whether a given search rank may be exceeded.
     *
     * @param value when
     * @return this
     */
    public Builder escape(EscapeRule value) {
      escape = value;
      return this;
    }

    /**
     * Sets whether measurements are compressed.
     *
     * @param value when
     * @return this
     */
    public Builder compression(Compression value) {
      compression = value;
      return this;
    }

    /**
     * Sets what is known of the matrix.
     *
     * @param value its structure
     * @return this
     */
    public Builder structure(Structure value) {
      structure = value;
      return this;
    }

    /**
     * Makes the settings.
     *
     * @return what was said, and defaults
     * @throws InvalidInputException if no fit can be run with them
     */
    public FitSettings build() {
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
          maxIterations,
          escape,
          compression,
          structure);
    }
  }
}
