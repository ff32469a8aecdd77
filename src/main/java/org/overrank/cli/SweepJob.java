package org.overrank.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.overrank.cli.options.Location;
import org.overrank.cli.output.Announcement;
import org.overrank.cli.output.DryRun;
import org.overrank.cli.output.SweepTeller;
import org.overrank.fit.FitSettings;
import org.overrank.run.Riders;
import org.overrank.run.Run;
import org.overrank.run.sweep.ResultsFolder;
import org.overrank.run.sweep.SweepLanes;
import org.overrank.run.sweep.TrialFiles;
import org.overrank.run.sweep.TrialJournal;
import org.overrank.run.sweep.TrialLog;
import org.overrank.spark.JobLabels;
import org.overrank.spark.RunMetrics;
import org.overrank.sweep.Lane;

/**
 * The trials of a sweep that are missing, input by input, on measurements that are read once.
 *
 * @param session where they run
 * @param asked what is asked
 * @param log the results
 * @param metrics told of each
 * @param teller what is told
 */
record SweepJob(
    SparkSession session,
    SweepCommand asked,
    TrialLog log,
    RunMetrics metrics,
    SweepTeller teller) {
  /** Runs what is missing on one input. */
  void run(SweepInput input) throws IOException {
    TrialFiles files = asked.files(log, input, teller);
    List<Double> values = asked.axes().known(log.lambdas(input.name()));
    if (!values.isEmpty()
        && asked.axes().trials(input.kind(), values).stream().allMatch(files::isDone)) {
      return;
    }
    SweepInput.Source source = input.source(session, log.folder());
    JobLabels.group(session.sparkContext(), "sweep", "the sweep");
    try (Run run =
        Run.on(session, source.request().of(asked.axes().structure()), System.nanoTime())) {
      teller.tell(Announcement.event(source.request(), run.data()));
      if (values.isEmpty()) {
        values = asked.axes().chosen(source.lambda(), run);
        log.keepLambdas(input.name(), values);
      }
      run(input, run, SweepLanes.of(asked.axes().trials(input.kind(), values), files), files);
    } finally {
      teller.clear();
    }
  }

  /**
   * Tells what would be run on one input, which is read. An instance is generated where nobody
   * looks, and removed again.
   */
  void plan(SweepInput input, DryRun plan) throws IOException {
    TrialFiles files = asked.files(log, input, teller);
    if (input.instance() != null && !session.sparkContext().isLocal()) {
      plan.ofInstance(input.name());
      return;
    }
    Path scratch = Files.createTempDirectory("overrank-");
    try (ResultsFolder folder = new Location(scratch.toString()).results()) {
      SweepInput.Source source = input.source(session, folder);
      try (Run run =
          Run.on(session, source.request().of(asked.axes().structure()), System.nanoTime())) {
        teller.tell(Announcement.event(source.request(), run.data()));
        List<Double> known = asked.axes().known(log.lambdas(input.name()));
        List<Double> values = known.isEmpty() ? asked.axes().chosen(source.lambda(), run) : known;
        List<FitSettings> missing =
            asked.axes().trials(input.kind(), values).stream()
                .filter(trial -> !files.isDone(trial))
                .toList();
        if (!missing.isEmpty()) {
          plan.ofTrials(run, missing, Riders.of(run, missing, asked.riders));
        }
      }
    } finally {
      FileUtil.fullyDelete(scratch.toFile());
    }
  }

  private void run(SweepInput input, Run run, List<Lane> lanes, TrialFiles files) {
    List<FitSettings> missing = lanes.stream().flatMap(lane -> lane.trials().stream()).toList();
    Riders riders = Riders.of(run, missing, asked.riders);
    teller.begin(riders, missing);
    Runnable afterEach = () -> teller.afterEach(missing.size());
    TrialJournal journal =
        new TrialJournal(log, files, session, input.name(), run, metrics, afterEach);
    teller.end(run.sweep(lanes, riders.count(), journal), missing.size());
  }
}
