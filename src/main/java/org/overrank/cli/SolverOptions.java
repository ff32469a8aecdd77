package org.overrank.cli;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.fit.StartKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
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
      defaultValue = "als-ncg",
      converter = Words.Solvers.class,
      description = "als-ncg, scaled-lbfgs or gradient-descent. Default: ${DEFAULT-VALUE}.")
  SolverKind solver = SolverKind.ALS_NCG;

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

  /** Refuses combinations that no solver takes. */
  void check() {
    if (step != null && solver != SolverKind.GRADIENT_DESCENT) {
      throw new InvalidInputException(
          "--step is an option of gradient-descent, not of " + EnumWord.of(solver));
    }
  }

  /**
   * What the fit is asked.
   *
   * @param lambda λ
   * @param warmStart the factors to begin at, for {@code --start model:DIR} only
   * @return the settings
   */
  FitSettings settings(double lambda, @Nullable Factors warmStart) {
    return new FitSettings(
        lambda,
        searchRank.columns(),
        solver,
        step == null ? OptionalDouble.empty() : OptionalDouble.of(step),
        start.kind(),
        warmStart,
        seed,
        relativeGap,
        maxPasses);
  }
}
