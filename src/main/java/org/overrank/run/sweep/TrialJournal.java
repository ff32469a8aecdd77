package org.overrank.run.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.StartKind;
import org.overrank.run.Run;
import org.overrank.spark.JobLabels;
import org.overrank.spark.RunMetrics;
import org.overrank.sweep.Journal;
import org.overrank.sweep.TrialResult;

/** Turns what trials of one input find into lines of the results. */
public final class TrialJournal implements Journal {
  /** The group of jobs that serve more than one trial. */
  private static final String SHARED = "shared passes";

  private final TrialLog log;
  private final TrialFiles files;
  private final SparkSession session;
  private final String input;
  private final Run run;
  private final RunMetrics metrics;
  private final Runnable afterEach;

  /**
   * A journal.
   *
   * @param log where the lines go
   * @param files what trials keep besides
   * @param session where they run
   * @param input name of the input
   * @param run the measurements
   * @param metrics told of each result
   * @param afterEach run after each
   */
  public TrialJournal(
      TrialLog log,
      TrialFiles files,
      SparkSession session,
      String input,
      Run run,
      RunMetrics metrics,
      Runnable afterEach) {
    this.log = log;
    this.files = files;
    this.session = session;
    this.input = input;
    this.run = run;
    this.metrics = metrics;
    this.afterEach = afterEach;
  }

  @Override
  public void onWork(List<FitSettings> trials) {
    boolean alone = trials.size() == 1;
    String first = files.key(trials.get(0));
    JobLabels.group(
        session.sparkContext(),
        alone ? first : SHARED,
        alone ? first : trials.size() + " trials, " + first + " among them");
  }

  @Override
  public Checkpoints checkpoints(FitSettings trial) {
    return files.checkpoint(trial);
  }

  /** The answer is kept before the result, so that whoever finds a result finds the answer too. */
  @Override
  public void onResult(FitSettings trial, FitSettings settings, FitResult result, double seconds) {
    if (trial.start() == StartKind.PATH) {
      files.keepAnswer(trial, result.factors());
    }
    long began = System.nanoTime() - (long) (seconds * 1e9);
    FitSummary summary = run.outcome(settings, result, seconds, began).summary();
    log.append(
        new TrialResult(
            files.key(trial),
            input,
            files.variant(trial),
            summary,
            log.specHash(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            Optional.of(TrialResult.Curve.of(result.trace()))));
    files.checkpoint(trial).remove();
    metrics.onIteration(result.trace().get(result.trace().size() - 1));
    afterEach.run();
  }
}
