package org.overrank.cli;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.output.Announcement;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.cli.output.FitFiles;
import org.overrank.cli.output.FitTeller;
import org.overrank.cli.output.Interruption;
import org.overrank.cli.output.RunWatch;
import org.overrank.cli.output.StagedOutput;
import org.overrank.cli.output.Verdict;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.model.ValueRange;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitSettings;
import org.overrank.run.CheckpointFile;
import org.overrank.run.Run;
import org.overrank.spark.JobLabels;

/**
 * One fit from the table to the files.
 *
 * @param context where it reports
 * @param session where it runs
 * @param request what is asked
 * @param began when the command began, by {@link System#nanoTime}
 */
record FitJob(CommandContext context, SparkSession session, FitRequest request, long began) {
  private PredictionRule rule(Run.Outcome found, ValueRange clip) {
    double margin = request.output().interval().margin(found.model().metadata().heldOut());
    return new PredictionRule(ColdPolicy.MEAN, clip, margin);
  }

  /** Runs it, and gives the exit code. */
  int run(StagedOutput staged) throws IOException {
    JobLabels.group(session.sparkContext(), "fit", "the fit");
    FitTeller teller = new FitTeller(context.err(), context.terminal(), request.debug());
    @Nullable CheckpointFile kept = request.output().checkpoints(session, teller::warn);
    if (kept != null) {
      Interruption.leaves(
          () ->
              kept.isKept()
                  ? "the same command goes on from the checkpoint " + kept
                  : "nothing was written");
    }
    FitFiles files = new FitFiles(staged, session, request.output().fill());
    @Nullable LowRankMatrix warm = EarlierOutput.matrix(session, request.start());
    teller.reading(request.data().shownPath());
    try (RunWatch watch = RunWatch.of(context.err(), session, request.debug());
        Run run = Run.on(session, request.data(), began)) {
      teller.tell(Announcement.of(request.data(), run.data()));
      files.requireRoom(run.data());
      long heldOut = run.data().counts().heldOut() - run.data().cold().heldOut();
      request.output().interval().requireEnough(heldOut);
      ValueRange clip = request.output().clip().of(run.data().valueRange());
      FitSettings settings =
          run.settings(request.settings().toBuilder(), warm, request.start().toString());
      teller.beforeTheFit(session, run, settings);
      Run.Outcome found =
          run.fit(
              settings,
              kept == null ? Checkpoints.none() : kept,
              teller.observer(settings).andThen(watch.metrics()),
              clip);
      teller.clear();
      files.write(found, run.data(), request.data(), rule(found, clip));
      if (kept != null) {
        kept.remove();
      }
      Verdict.print(found.summary(), request.output(), files.more(), context.out());
      return found.summary().proof().certified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    } finally {
      teller.clear();
    }
  }
}
