package org.overrank.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.SolverKind;
import org.overrank.fit.StartKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sweep.Trial;
import picocli.CommandLine.Option;

/** What a sweep goes over: every combination of these is a trial. */
final class SweepAxes {
  @Option(
      names = "--search-rank",
      paramLabel = "auto|N",
      split = ",",
      converter = SearchRank.Converter.class,
      description = "Search ranks, such as 1,2,3,auto. By default auto.")
  List<SearchRank> searchRanks = new ArrayList<>();

  @Option(
      names = "--lambda",
      paramLabel = "NUMBER",
      split = ",",
      converter = CheckedNumber.Positive.class,
      description = "Weights of the penalty. Required, except with --instance.")
  List<Double> lambdas = new ArrayList<>();

  @Option(
      names = "--lambda-path",
      paramLabel = "N",
      converter = CheckedCount.class,
      description =
          "N weights instead of --lambda, by equal factors from the least at which the answer is"
              + " zero down.")
  @Nullable Integer lambdaPath;

  @Option(
      names = "--lambda-min-ratio",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      converter = CheckedNumber.BetweenZeroAndOne.class,
      description = "The last of the path, as a share of the first. Default: ${DEFAULT-VALUE}.")
  double lambdaMinRatio = 0.01;

  @Option(
      names = "--seed",
      paramLabel = "N",
      split = ",",
      converter = SeedNumber.class,
      description = "Seeds. By default 1.")
  List<Long> seeds = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      converter = CheckedCount.class,
      description = "How many seeds, from 1 on, instead of --seed.")
  @Nullable Integer seedCount;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      split = ",",
      converter = Words.Solvers.class,
      description = "Solvers. By default als-ncg for entries, scaled-lbfgs for all other kinds.")
  List<SolverKind> solvers = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "WHERE",
      split = ",",
      converter = StartPoint.Converter.class,
      description =
          "Where to begin: gaussian, spectral, or path (at the answer for the next larger lambda)."
              + " By default gaussian.")
  List<StartPoint> starts = new ArrayList<>();

  /**
   * Refuses axes that do not go together.
   *
   * @param kinds what the measurements see
   * @param hasOwnLambda whether the measurements come with a λ
   * @throws InvalidInputException if an axis is missing, or a value does not go with a kind
   */
  void check(List<MeasurementKind> kinds, boolean hasOwnLambda) {
    if (lambdas.isEmpty() && lambdaPath == null && !hasOwnLambda) {
      throw new InvalidInputException("--lambda is missing: one or more weights of the penalty");
    }
    if (!lambdas.isEmpty() && lambdaPath != null) {
      throw new InvalidInputException("--lambda and --lambda-path say the same thing: give one");
    }
    if (lambdaPath != null && lambdaPath < 2) {
      throw new InvalidInputException("--lambda-path needs at least 2 values");
    }
    if (seedCount != null && !seeds.isEmpty()) {
      throw new InvalidInputException("--seed and --seeds say the same thing: give one of them");
    }
    for (StartPoint start : starts) {
      if (start.kind() == StartKind.MODEL) {
        throw new InvalidInputException("--start model:DIR is an option of fit only");
      }
    }
    for (MeasurementKind kind : kinds) {
      for (SolverKind solver : solvers(kind)) {
        SolverOptions.requireFit(kind, solver);
        if (solver == SolverKind.MLLIB_ALS) {
          or(searchRanks, SearchRank.AUTO)
              .forEach(rank -> SolverOptions.requireSearchRank(solver, rank));
        }
      }
    }
  }

  /** The solvers for measurements of a kind. */
  List<SolverKind> solvers(MeasurementKind kind) {
    return or(solvers, SolverKind.usual(kind));
  }

  /** As many different values as there are values of λ, before those are known. */
  List<Double> placeholders() {
    int count = lambdaPath != null ? lambdaPath : Math.max(1, lambdas.size());
    return lambdas.isEmpty()
        ? IntStream.rangeClosed(1, count).mapToObj(k -> (double) k).toList()
        : lambdas;
  }

  /**
   * All trials, in a fixed order.
   *
   * @param kind what the measurements see
   * @param values of λ
   * @return at least one, no two alike; a solver without search rank has one for all of them
   */
  List<Trial> trials(MeasurementKind kind, List<Double> values) {
    LinkedHashSet<Trial> trials = new LinkedHashSet<>();
    for (SolverKind solver : solvers(kind)) {
      for (double lambda : values) {
        for (StartPoint start : or(starts, new StartPoint(StartKind.GAUSSIAN, null))) {
          for (SearchRank asked : or(searchRanks, SearchRank.AUTO)) {
            SearchRank searchRank = solver.hasSearchRank() ? asked : SearchRank.AUTO;
            for (long seed : allSeeds()) {
              trials.add(new Trial(searchRank.columns(), lambda, solver, start.kind(), seed));
            }
          }
        }
      }
    }
    return List.copyOf(trials);
  }

  private List<Long> allSeeds() {
    return seedCount == null
        ? or(seeds, 1L)
        : LongStream.rangeClosed(1, seedCount).boxed().toList();
  }

  private static <T> List<T> or(List<T> given, T usual) {
    return given.isEmpty() ? List.of(usual) : given;
  }
}
