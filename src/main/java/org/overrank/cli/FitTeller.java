package org.overrank.cli;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.objective.ProblemShape;
import org.overrank.run.ResourceEstimate;
import org.overrank.run.Run;
import org.overrank.sensing.MatrixBlock;
import org.overrank.spark.ExecutorMemory;

/**
 * What is told of a fit while it runs.
 *
 * @param context where
 * @param line the line that is rewritten
 * @param debug whether choices are told that only developers care about
 */
record FitTeller(CommandContext context, LiveLine line, boolean debug) {
  static FitTeller of(CommandContext context, boolean debug) {
    return new FitTeller(
        context, new LiveLine(context.err(), context.terminal(), System::nanoTime), debug);
  }

  void tell(String text) {
    line.clear();
    context.err().println(text);
  }

  void warn(String text) {
    tell("overrank fit: warning: " + text);
  }

  void reading(String path) {
    if (line.isDue()) {
      line.show("reading " + path);
    }
  }

  /** What the fit will take, and whether it works on fewer measurements. */
  void beforeTheFit(SparkSession session, Run run, FitSettings settings) {
    ProblemShape shape = run.data().shape();
    ResourceEstimate estimate = run.checkedEstimate(settings);
    if (debug && !shape.sparse()) {
      boolean whole =
          MatrixBlock.seesMatrix(shape.rows(), shape.cols(), settings.firstSearchRank(shape));
      tell("a pass returns " + (whole ? "A*(r), d1 x d2" : "the gradients"));
    }
    if (!run.isLocal()) {
      estimate.spilling(ExecutorMemory.storage(session.sparkContext())).ifPresent(this::tell);
    }
    tell(estimate.describe(run.isLocal()));
    if (run.compressed(settings).isPresent()) {
      tell(
          String.format(
              Locale.ROOT,
              "%,d measurements compressed to %,d equivalent ones",
              shape.measurements(),
              shape.adjointSize() + 1));
    }
  }

  FitObserver observer(FitSettings settings) {
    FitProgress progress = new FitProgress(line, settings.relativeGap());
    return progress.andThen(
        row -> {
          if (debug && !row.event().isEmpty()) {
            tell("pass " + row.passes() + ": " + row.event());
          }
        });
  }
}
