package org.overrank.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.FitSettings;
import org.overrank.run.LambdaPath;
import org.overrank.run.Riders;
import org.overrank.run.Run;
import org.overrank.spark.JobLabels;
import org.overrank.spark.RunMetrics;
import org.overrank.sweep.Lane;
import org.overrank.sweep.Sweep;

/** The trials of a sweep that are missing, input by input, on measurements that are read once. */
final class SweepJob {
  private final CommandContext context;
  private final SparkSession session;
  private final SweepCommand asked;
  private final TrialLog log;
  private final RunMetrics metrics;
  private final LiveLine line;
  private boolean warned;

  SweepJob(
      CommandContext context,
      SparkSession session,
      SweepCommand asked,
      TrialLog log,
      RunMetrics metrics) {
    this.metrics = metrics;
    this.context = context;
    this.session = session;
    this.asked = asked;
    this.log = log;
    this.line = new LiveLine(context.err(), context.terminal(), System::nanoTime);
  }

  /**
   * Runs what is missing on one input.
   *
   * @param input the measurements
   * @throws IOException if an instance cannot be written
   */
  void run(SweepInput input) throws IOException {
    TrialFiles files =
        new TrialFiles(
            log,
            input.name(),
            asked.axes().varying(),
            session.sparkContext().hadoopConfiguration(),
            asked.checkpointSeconds,
            this::warn);
    List<Double> said = asked.axes().lambdas();
    List<Double> values = said.isEmpty() ? log.lambdas(input.name()) : said;
    if (!values.isEmpty() && asked.trials(input.kind(), values).stream().allMatch(files::isDone)) {
      return;
    }
    SweepInput.Source source = input.source(session, log.directory());
    JobLabels.group(session.sparkContext(), "sweep", "the sweep");
    try (Run run = Run.on(session, source.request(), System.nanoTime())) {
      context.err().println(Announcement.of(source.request(), run.data()));
      if (values.isEmpty()) {
        values = chosen(source, run);
        log.keepLambdas(input.name(), values);
      }
      run(input, run, SweepLanes.of(asked.trials(input.kind(), values), files), files);
    }
  }

  /** One full disk keeps the checkpoints of all trials from being written. */
  private void warn(String text) {
    if (!warned) {
      warned = true;
      line.clear();
      context.err().println("overrank sweep: warning: " + text);
    }
  }

  private List<Double> chosen(SweepInput.Source source, Run run) {
    SweepAxes axes = asked.axes();
    Double own = source.lambda();
    return axes.lambdaPath == null && own != null
        ? List.of(own)
        : LambdaPath.of(
            run.objective(), axes.lambdaPath == null ? 2 : axes.lambdaPath, axes.lambdaMinRatio);
  }

  private void run(SweepInput input, Run run, List<Lane> lanes, TrialFiles files) {
    List<FitSettings> missing = lanes.stream().flatMap(lane -> lane.trials().stream()).toList();
    Riders riders = Riders.of(run, missing, asked.riders);
    context
        .err()
        .printf(
            Locale.ROOT,
            "up to %,d trials share passes%s, in about %s of driver memory; a trial takes at most"
                + " %,d passes%n",
            riders.count(),
            riders.boundByMemory() ? " (memory has room for no more)" : "",
            riders.driverMemory(),
            missing.stream().mapToLong(FitSettings::maxPasses).max().orElse(0));
    int[] done = new int[1];
    Runnable afterEach =
        () -> {
          done[0]++;
          if (line.isDue()) {
            line.show(done[0] + " of " + missing.size() + " trials");
          }
        };
    long began = System.nanoTime();
    try {
      Sweep sweep =
          run.sweep(
              lanes,
              riders.count(),
              new TrialJournal(log, files, session, input, run, metrics, afterEach));
      line.clear();
      context
          .err()
          .printf(
              Locale.ROOT,
              "%,d trials in %.1f s: %,d shared passes for %,d of their own%n",
              missing.size(),
              (System.nanoTime() - began) / 1e9,
              sweep.sharedPasses(),
              sweep.ownPasses());
    } finally {
      line.clear();
    }
  }
}
