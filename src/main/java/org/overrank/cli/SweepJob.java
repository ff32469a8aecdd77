package org.overrank.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.objective.Objective;
import org.overrank.spark.MeasuredData;
import org.overrank.sweep.Lane;
import org.overrank.sweep.Sweep;
import org.overrank.sweep.Trial;

/** The trials of a sweep that are missing, on measurements that are read once. */
final class SweepJob {
  private final CommandContext context;
  private final SparkSession session;
  private final DataRequest request;
  private final SweepCommand asked;
  private final LiveLine line;

  SweepJob(CommandContext context, SparkSession session, DataRequest request, SweepCommand asked) {
    this.context = context;
    this.session = session;
    this.request = request;
    this.asked = asked;
    this.line = new LiveLine(context.err(), context.terminal(), System::nanoTime);
  }

  /**
   * Runs trials.
   *
   * @param trials which
   * @param log where results are appended as trials end
   */
  void run(List<Trial> trials, TrialLog log) {
    try (MeasuredData data = request.read(session);
        Objective objective = data.objective()) {
      context.err().println(Announcement.of(request, data));
      Optional<Objective> fewer = asked.compress.of(objective, asked.relativeGap);
      Sweep sweep =
          new Sweep(
              objective,
              fewer.orElse(objective),
              asked.relativeGap,
              asked.maxPasses,
              new Solvers(session, request, data)::create);
      long began = System.nanoTime();
      int[] done = new int[1];
      try {
        sweep.run(
            trials.stream().map(trial -> new Lane(List.of(trial), null)).toList(),
            asked.riders(),
            (trial, settings, result, seconds) -> {
              FitSummary summary =
                  summary(trial, settings, result, seconds, data, fewer.isPresent());
              log.append(trial, summary);
              done[0]++;
              if (line.isDue()) {
                line.show(done[0] + " of " + trials.size() + " trials, last " + trial.key());
              }
            });
      } finally {
        line.clear();
      }
      context
          .err()
          .printf(
              Locale.ROOT,
              "%,d trials in %.1f s: %,d shared passes for %,d of their own%n",
              trials.size(),
              (System.nanoTime() - began) / 1e9,
              sweep.sharedPasses(),
              sweep.ownPasses());
    }
  }

  private FitSummary summary(
      Trial trial,
      FitSettings settings,
      FitResult result,
      double seconds,
      MeasuredData data,
      boolean compressed) {
    SolverOptions solver = new SolverOptions();
    solver.searchRank = new SearchRank(trial.searchRank());
    solver.solver = trial.solver();
    solver.start = new StartPoint(trial.start(), null);
    solver.seed = trial.seed();
    FitRequest fit = new FitRequest(request, trial.lambda(), solver, new OutputOptions(), false);
    long began = System.nanoTime() - (long) (seconds * 1e9);
    return new Summaries(fit, data, settings, seconds, began)
        .of(
            result,
            compressed,
            new TruthBeside(session, request).recoveryError(data, result.factors()));
  }
}
