package org.overrank.ml;

import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Structure;
import org.overrank.optim.StopReason;
import org.overrank.run.CheckpointFile;
import org.overrank.run.DataRequest;
import org.overrank.run.FitFingerprint;
import org.overrank.run.LambdaChoice;
import org.overrank.run.Run;
import org.overrank.spark.table.FilePaths;

/**
 * One fit from a DataFrame to a model.
 *
 * @param asked what is asked of it
 * @param session where it runs
 * @param request the measurements
 */
record Training(LowRankEstimator<?, ?> asked, SparkSession session, DataRequest request) {
  /** Runs it: λ is made of N, the start of a model where there is one. */
  Run.Outcome run(LongToDoubleFunction lambda, @Nullable LowRankMatrix warm) {
    if (asked.getStructure().equals(Structure.HERMITIAN.word())) {
      throw new InvalidInputException(
          "structure hermitian: columns of complex numbers are read by the command fit only");
    }
    FitLog log = new FitLog(asked.uid());
    try (Descriptions jobs = new Descriptions(session.sparkContext(), asked.uid());
        Run run = Run.on(session, request, System.nanoTime())) {
      LambdaChoice.@Nullable Question question = asked.question();
      Run.Outcome found =
          question == null
              ? given(run, lambda, warm, log, jobs.andThen(log))
              : chosen(run, question, warm, log, jobs.andThen(log));
      log.end(found.summary());
      return found;
    }
  }

  private Run.Outcome given(
      Run run,
      LongToDoubleFunction lambda,
      @Nullable LowRankMatrix warm,
      FitLog log,
      FitObserver observer) {
    double weight = lambda.applyAsDouble(run.data().shape().measurements());
    FitSettings settings = run.settings(asked.settings().lambda(weight), warm, "model");
    return fit(run, settings, log, kept -> run.fit(settings, kept, observer));
  }

  private Run.Outcome chosen(
      Run run,
      LambdaChoice.Question question,
      @Nullable LowRankMatrix warm,
      FitLog log,
      FitObserver observer) {
    FitSettings settings = asked.settings().lambda(1).build();
    LambdaChoice.requirePath(settings, warm != null, "regParam");
    run.checkedEstimate(settings.on(request.problem()));
    try (LambdaChoice choice = run.choose(settings, question, log::tried)) {
      Run all = choice.toFit();
      FitSettings last = choice.settings(all, settings);
      return fit(all, last, log, kept -> choice.fit(all, last, kept, observer, ValueRange.ALL));
    }
  }

  private Run.Outcome fit(
      Run run, FitSettings settings, FitLog log, Function<Checkpoints, Run.Outcome> fitting) {
    log.begin(run, settings);
    @Nullable CheckpointFile kept = checkpoint(run, settings, log);
    Run.Outcome found = fitting.apply(kept == null ? Checkpoints.none() : kept);
    if (kept != null && found.result().stopReason() != StopReason.INTERRUPTED) {
      kept.remove();
    }
    return found;
  }

  private @Nullable CheckpointFile checkpoint(Run run, FitSettings settings, FitLog log) {
    if (!asked.isDefined(asked.checkpointDir())) {
      return null;
    }
    String words = request.kind() + " " + request.regularizer() + " " + request.center();
    String name = FitFingerprint.of(run.objective(), settings, words) + ".checkpoint";
    Path file = new Path(FilePaths.of(asked.getCheckpointDir()), name);
    int seconds = asked.getCheckpointSeconds();
    return new CheckpointFile(
        file, session.sparkContext().hadoopConfiguration(), seconds, System::nanoTime, log::warn);
  }
}
