package org.overrank.cli;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.output.Announcement;
import org.overrank.cli.output.DryRun;
import org.overrank.cli.output.Event;
import org.overrank.cli.output.FitFiles;
import org.overrank.cli.output.FitTeller;
import org.overrank.cli.output.Interruption;
import org.overrank.cli.output.RunWatch;
import org.overrank.cli.output.StagedOutput;
import org.overrank.cli.output.Verdict;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.model.ValueRange;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.run.CheckpointFile;
import org.overrank.run.Gate;
import org.overrank.run.HeldOutMatrix;
import org.overrank.run.LambdaChoice;
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
  /** Runs it, and gives the exit code. */
  int run(StagedOutput staged) throws IOException {
    JobLabels.group(session.sparkContext(), "fit", "the fit");
    FitTeller teller = new FitTeller(context.err(), context.terminal(), request.debug());
    @Nullable CheckpointFile kept =
        request.dryRun() ? null : request.output().checkpoints(session, teller::warn);
    if (kept != null) {
      Interruption.leaves(
          () ->
              kept.isKept()
                  ? "the same command goes on from the checkpoint " + kept
                  : "nothing was written");
    }
    FitFiles files = new FitFiles(staged, session, request.output().fill());
    Before before = Before.of(session, request);
    teller.reading(request.data().shownPath());
    try (RunWatch watch = RunWatch.of(context.err(), session, request.debug());
        Run run = Run.on(session, request.data(), began)) {
      teller.tell(Announcement.event(request.data(), run.data()));
      files.requireRoom(run.data());
      request.output().interval().requireEnough(run.data().knownHeldOut());
      before.check(run, request.dryRun() ? null : files, teller);
      if (request.dryRun()) {
        return plan(run, before);
      }
      Steps steps =
          new Steps(
              teller,
              files,
              kept == null ? Checkpoints.none() : kept,
              watch.metrics(),
              request.output().clip().of(run.data().valueRange()));
      int code =
          request.choice() == null
              ? given(run, before, steps)
              : chosen(run, request.choice(), before, steps);
      if (kept != null) {
        kept.remove();
      }
      return code;
    } finally {
      teller.clear();
    }
  }

  private int plan(Run run, Before before) {
    FitSettings settings = run.settings(before.settings(run), null, request.start().toString());
    if (request.choice() != null) {
      request.choice().require(run.data());
    }
    DryRun plan = new DryRun(context.out());
    plan.ofFit(
        run,
        settings,
        request.choice() == null
            ? Double.toString(settings.lambda())
            : "chosen along a path of " + LambdaChoice.MOST_TRIED + " or fewer");
    plan.end();
    return ExitStatus.OK;
  }

  /** What a fit is told to, and leaves behind. */
  private record Steps(
      FitTeller teller,
      FitFiles files,
      Checkpoints checkpoints,
      FitObserver metrics,
      ValueRange clip) {
    FitObserver observer(FitSettings settings) {
      return teller.observer(settings).andThen(metrics);
    }
  }

  private int given(Run run, Before before, Steps steps) throws IOException {
    FitSettings settings =
        run.settings(before.settings(run), before.start(), request.start().toString());
    steps.teller.beforeTheFit(session, run, settings);
    Run.Outcome found = run.fit(settings, steps.checkpoints, steps.observer(settings), steps.clip);
    return finish(
        run, found, HeldOutMatrix.of(found.model(), run.data(), steps.clip), before, steps);
  }

  private int chosen(Run run, LambdaChoice.Question question, Before before, Steps steps)
      throws IOException {
    steps.teller.beforeTheFit(session, run, run.settings(request.settings().toBuilder(), null, ""));
    try (LambdaChoice choice = run.choose(request.settings(), question, steps.teller::tried)) {
      steps.teller.tell(
          Event.of("chosen", Announcement.of(choice.chosen(), request.data()))
              .with("lambda", choice.chosen().chosenLambda())
              .with("tried", choice.chosen().lambdaPath().size())
              .with("passes", choice.chosen().pathPasses()));
      Run last = choice.toFit();
      FitSettings settings = choice.settings(last, request.settings());
      last.checkedEstimate(settings);
      Run.Outcome found =
          choice.fit(last, settings, steps.checkpoints, steps.observer(settings), steps.clip);
      return finish(last, found, choice.judged(found, steps.clip), before, steps);
    }
  }

  private int finish(
      Run run, Run.Outcome found, HeldOutMatrix heldOut, Before before, Steps steps) {
    Gate gate = before.gate(heldOut, found.summary(), steps.files);
    steps.teller.clear();
    double margin = request.output().interval().margin(found.model().metadata().heldOut());
    ValueRange clip = request.output().clip().of(run.data().valueRange());
    PredictionRule rule = new PredictionRule(ColdPolicy.MEAN, clip, margin, false);
    steps.files.write(found, run.data(), run.request(), rule, heldOut, run.picture(found, heldOut));
    Verdict.print(found.summary(), request.output(), steps.files.more(), context.out());
    before.print(gate, found.summary(), context.out());
    if (before.isHeldBack(gate, found.summary())) {
      return ExitStatus.REGRESSION;
    }
    return found.summary().proof().certified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
  }
}
