package org.overrank.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.RecordJson;
import org.overrank.fit.StartKind;
import org.overrank.fit.TraceRow;
import org.overrank.run.Run;
import org.overrank.spark.JobLabels;
import org.overrank.spark.RunMetrics;
import org.overrank.sweep.Journal;

/** Turns what trials of one input find into lines of the results. */
final class TrialJournal implements Journal {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Points of a convergence curve that are kept. */
  private static final int CURVE = 40;

  /** The group of jobs that serve more than one trial. */
  private static final String SHARED = "shared passes";

  private final TrialLog log;
  private final TrialFiles files;
  private final SparkSession session;
  private final SweepInput input;
  private final Run run;
  private final RunMetrics metrics;
  private final Runnable afterEach;

  TrialJournal(
      TrialLog log,
      TrialFiles files,
      SparkSession session,
      SweepInput input,
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
    ObjectNode line = JSON.createObjectNode();
    line.put("trial", files.key(trial));
    line.put("instance", input.name());
    long began = System.nanoTime() - (long) (seconds * 1e9);
    FitSummary summary = run.outcome(settings, result, seconds, began).summary();
    line.setAll(RecordJson.write(summary));
    line.put("spec", log.specHash());
    line.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    curve(line.putArray("curvePasses"), line.putArray("curveObjective"), result.trace());
    log.append(line);
    files.checkpoint(trial).remove();
    metrics.onIteration(result.trace().get(result.trace().size() - 1));
    afterEach.run();
  }

  private static void curve(ArrayNode passes, ArrayNode objective, List<TraceRow> trace) {
    int points = Math.min(CURVE, trace.size());
    for (int k = 0; k < points; k++) {
      int at = points == 1 ? 0 : (int) ((long) k * (trace.size() - 1) / (points - 1));
      passes.add(trace.get(at).passes());
      objective.add(trace.get(at).objective());
    }
  }
}
