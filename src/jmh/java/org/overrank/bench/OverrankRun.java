package org.overrank.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.objective.Objective;
import org.overrank.optim.Solver;
import org.overrank.spark.baseline.BreezeLbfgs;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.EntryReader;

/**
 * A fit from the table on disk, by our solvers or by a library's on our passes.
 *
 * @param session where
 * @param ratings of what
 * @param rank the search rank
 * @param solver by what
 * @param gap the relative gap to prove
 * @param passes budget
 */
record OverrankRun(
    SparkSession session,
    RatingsFile ratings,
    int rank,
    SolverKind solver,
    double gap,
    long passes) {
  /**
   * An iterate.
   *
   * @param usage time from the beginning, reading included
   * @param passes over the ratings so far
   * @param objective there
   */
  record Moment(Usage usage, long passes, double objective) {}

  /**
   * How it went.
   *
   * @param moments all iterates
   * @param last the end, certificate included
   * @param gap proven at the end
   * @param certified whether as small as asked
   */
  record Result(List<Moment> moments, Moment last, double gap, boolean certified) {
    /** The first iterate at or below an objective, or null. */
    @Nullable Moment firstBelow(double objective) {
      return moments.stream().filter(m -> m.objective <= objective).findFirst().orElse(null);
    }
  }

  Result run() {
    Usage began = Usage.now();
    List<Moment> moments = new ArrayList<>();
    EntryOptions options = EntryOptions.defaults().withRegularizer(Regularizer.WEIGHTED);
    EntrySource source = EntrySource.of(ratings.path().toString());
    try (EntryData data = EntryReader.read(session, source, options);
        Objective objective = data.objective()) {
      Fit fit =
          new Fit(
              objective,
              objective,
              settings(),
              created(),
              row -> moments.add(new Moment(began.spent(), row.passes(), row.objective())));
      FitResult result = fit.run();
      Moment last =
          new Moment(began.spent(), result.passes(), result.certificate().convexObjective());
      double proven = result.certificate().relativeGap();
      return new Result(moments, last, proven, result.certificate().certifies(gap));
    }
  }

  private Solver created() {
    return solver == SolverKind.LBFGS ? new BreezeLbfgs() : solver.create(OptionalDouble.empty());
  }

  private FitSettings settings() {
    return FitSettings.builder()
        .lambda(PeerComparison.LAMBDA / ratings.count())
        .searchRank(rank)
        .solver(solver)
        .relativeGap(gap)
        .maxPasses(passes)
        .build();
  }
}
