package org.overrank.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
      description = "Weights of the penalty. Required.")
  List<Double> lambdas = new ArrayList<>();

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
      description = "Where to begin: gaussian, spectral. By default gaussian.")
  List<StartPoint> starts = new ArrayList<>();

  /**
   * All trials, in a fixed order.
   *
   * @param kind what the measurements see
   * @return at least one, no two alike
   * @throws InvalidInputException if an axis is missing, or a value does not go with the kind
   */
  List<Trial> trials(MeasurementKind kind) {
    if (lambdas.isEmpty()) {
      throw new InvalidInputException("--lambda is missing: one or more weights of the penalty");
    }
    if (seedCount != null && !seeds.isEmpty()) {
      throw new InvalidInputException("--seed and --seeds say the same thing: give one of them");
    }
    LinkedHashSet<Trial> trials = new LinkedHashSet<>();
    for (SolverKind solver : or(solvers, SolverOptions.usual(kind))) {
      SolverOptions.requireFit(kind, solver);
      for (double lambda : lambdas) {
        for (StartPoint start : or(starts, new StartPoint(StartKind.GAUSSIAN, null))) {
          if (start.kind() == StartKind.MODEL) {
            throw new InvalidInputException("--start model:DIR is an option of fit only");
          }
          for (SearchRank searchRank : or(searchRanks, SearchRank.AUTO)) {
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
