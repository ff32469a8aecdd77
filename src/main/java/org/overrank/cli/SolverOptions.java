package org.overrank.cli;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.Compression;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.fit.StartKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Option;

/** Options that say how the problem is solved. */
final class SolverOptions {
  @Option(
      names = "--search-rank",
      paramLabel = "auto|N",
      defaultValue = "auto",
      converter = SearchRank.Converter.class,
      description =
          "Columns R of the factors; auto enlarges R until certified. Default: ${DEFAULT-VALUE}.")
  SearchRank searchRank = SearchRank.AUTO;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      converter = Words.Solvers.class,
      description =
          "als-ncg, scaled-lbfgs, gradient-descent, scaled-gradient-descent, proximal-gradient;"
              + " baselines: lbfgs (Breeze), mllib-als (Spark). By default als-ncg for entries,"
              + " scaled-lbfgs for all other kinds.")
  @Nullable SolverKind solver;

  @Option(
      names = "--step",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "Fixed step of gradient-descent. By default the exact line search.")
  @Nullable Double step;

  @Option(
      names = "--start",
      paramLabel = "WHERE",
      defaultValue = "gaussian",
      converter = StartPoint.Converter.class,
      description =
          "Where to begin: gaussian, spectral, or model:DIR (an earlier model). Default:"
              + " ${DEFAULT-VALUE}.")
  StartPoint start = new StartPoint(StartKind.GAUSSIAN, null);

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = SeedNumber.class,
      description = "Seed of everything random, the hold-out included. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--relative-gap",
      paramLabel = "NUMBER",
      defaultValue = "1e-3",
      converter = CheckedNumber.BetweenZeroAndOne.class,
      description = "Stop when proven to be this close to the best. Default: ${DEFAULT-VALUE}.")
  double relativeGap = FitSettings.DEFAULT_RELATIVE_GAP;

  @Option(
      names = "--max-passes",
      paramLabel = "N",
      defaultValue = "2000",
      converter = CheckedCount.class,
      description = "Budget of passes over the measurements. Default: ${DEFAULT-VALUE}.")
  int maxPasses = (int) FitSettings.DEFAULT_MAX_PASSES;

  @Option(
      names = "--escape",
      paramLabel = "WHEN",
      defaultValue = "never",
      converter = Words.Escapes.class,
      description =
          "Where a run with a given search rank is stuck and not certified: auto adds a column along"
              + " the leading singular pair of the gradient and goes on, never does not. Default:"
              + " ${DEFAULT-VALUE}.")
  Words.Escapes.When escape = Words.Escapes.When.NEVER;

  @Option(
      names = "--compress",
      paramLabel = "WHEN",
      defaultValue = "auto",
      converter = Words.Compressions.class,
      description =
          "Replace many measurements of a small matrix by d1*d2 + 1 equivalent ones before solving:"
              + " auto (where it is faster and costs no digits), never, always. The certificate is"
              + " made of the measurements themselves. Default: ${DEFAULT-VALUE}.")
  Compression compress = Compression.AUTO;

  /**
   * The solver to use.
   *
   * @param kind what the measurements see
   * @return what was asked for, or the best for this kind
   */
  SolverKind solver(MeasurementKind kind) {
    return solver == null ? SolverKind.usual(kind) : solver;
  }

  /**
   * Refuses a solver that does not go with a kind.
   *
   * @param kind what the measurements see
   * @param chosen the solver
   */
  static void requireFit(MeasurementKind kind, SolverKind chosen) {
    if (kind != MeasurementKind.ENTRIES && chosen.needsEntries()) {
      throw new InvalidInputException(
          "--solver " + EnumWord.of(chosen) + " works on entries only; use scaled-lbfgs");
    }
  }

  /**
   * Refuses a search rank that the solver cannot heed, and asks for one that it cannot find.
   *
   * @param chosen the solver
   * @param searchRank what was asked
   */
  static void requireSearchRank(SolverKind chosen, SearchRank searchRank) {
    if (!chosen.hasSearchRank() && searchRank.columns().isPresent()) {
      throw new InvalidInputException(
          "--solver "
              + EnumWord.of(chosen)
              + " works on the whole matrix: leave --search-rank out");
    }
    if (chosen == SolverKind.MLLIB_ALS && searchRank.columns().isEmpty()) {
      throw new InvalidInputException("--solver mllib-als needs a --search-rank");
    }
  }

  /**
   * Refuses combinations that no solver takes.
   *
   * @param kind what the measurements see
   */
  void check(MeasurementKind kind) {
    SolverKind chosen = solver(kind);
    if (step != null && chosen != SolverKind.GRADIENT_DESCENT) {
      throw new InvalidInputException(
          "--step is an option of gradient-descent, not of " + EnumWord.of(chosen));
    }
    if (start.kind() == StartKind.PATH) {
      throw new InvalidInputException("--start path is an option of sweep only");
    }
    requireFit(kind, chosen);
    requireSearchRank(chosen, searchRank);
    if (escape == Words.Escapes.When.AUTO && (chosen.isLibrary() || !chosen.hasSearchRank())) {
      throw new InvalidInputException("--escape auto: not with --solver " + EnumWord.of(chosen));
    }
    if (kind == MeasurementKind.ENTRIES && compress == Compression.ALWAYS) {
      throw new InvalidInputException("--compress always: entries have nothing to compress");
    }
  }

  /**
   * What the fit is asked.
   *
   * @param kind what the measurements see
   * @param lambda λ
   * @param warmStart the factors to begin at, for {@code --start model:DIR} only
   * @return the settings
   */
  FitSettings settings(MeasurementKind kind, double lambda, @Nullable Factors warmStart) {
    return new FitSettings(
            lambda,
            searchRank.columns(),
            solver(kind),
            step == null ? OptionalDouble.empty() : OptionalDouble.of(step),
            start.kind(),
            warmStart,
            seed,
            relativeGap,
            maxPasses)
        .withEscape(escape == Words.Escapes.When.AUTO);
  }
}
