package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.fit.LambdaTrial;
import org.overrank.objective.ProblemShape;
import org.overrank.run.ResourceEstimate;
import org.overrank.run.Run;
import org.overrank.sensing.MatrixBlock;
import org.overrank.spark.ExecutorMemory;

/** What is told of a fit while it runs. */
public final class FitTeller {
  private final LiveLine line;
  private final boolean debug;

  /**
   * Tells nothing yet.
   *
   * @param err where to
   * @param terminal whether a line can be rewritten there
   * @param debug whether choices are told that only developers care about
   */
  public FitTeller(PrintStream err, boolean terminal, boolean debug) {
    this.line = new LiveLine(err, terminal, System::nanoTime);
    this.debug = debug;
  }

  /**
   * Tells something for good.
   *
   * @param text one line or more
   */
  public void tell(String text) {
    line.tell(text);
  }

  /**
   * Tells something for good.
   *
   * @param event what
   */
  public void tell(Event event) {
    line.tell(event);
  }

  /**
   * Tells what goes wrong, but does not end the fit.
   *
   * @param text a sentence
   */
  public void warn(String text) {
    tell(Event.warning("overrank fit: warning: " + text));
  }

  /**
   * Shows that the measurements are read, if that begins late.
   *
   * @param path where they are, as messages may say it
   */
  public void reading(String path) {
    if (line.isDue()) {
      line.show(Event.of("reading", "reading " + path).with("input", path));
    }
  }

  /**
   * Tells what the fit will take, and whether it works on fewer measurements.
   *
   * @param session where it runs
   * @param run the measurements
   * @param settings of the fit
   */
  public void beforeTheFit(SparkSession session, Run run, FitSettings settings) {
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
    tell(
        Event.of("estimate", estimate.describe(run.isLocal()))
            .with("driverBytes", estimate.driverBytes())
            .with("blockBytes", estimate.blockBytes()));
    if (run.compressed(settings).isPresent()) {
      tell(
          String.format(
              Locale.ROOT,
              "%,d measurements compressed to %,d equivalent ones",
              shape.measurements(),
              shape.adjointSize() + 1));
    }
  }

  /**
   * Shows how the fit goes.
   *
   * @param settings of the fit
   * @return to be told of each iteration
   */
  public FitObserver observer(FitSettings settings) {
    FitProgress progress = new FitProgress(line, settings.relativeGap());
    return progress.andThen(
        row -> {
          if (debug && !row.event().isEmpty()) {
            tell("pass " + row.passes() + ": " + row.event());
          }
        });
  }

  /**
   * Shows how the choice of λ goes.
   *
   * @param trial a λ that was tried
   */
  public void tried(LambdaTrial trial) {
    String text =
        String.format(
            Locale.ROOT,
            "lambda %.4g: %s, %s, rank %d",
            trial.lambda(),
            trial.score(),
            trial.training(),
            trial.rank());
    Event event =
        Event.of("lambda", debug ? text + ", " + trial.passes() + " passes" : text)
            .with("lambda", trial.lambda())
            .with(trial.ranking() == null ? "holdoutRmse" : "ranking", heldOut(trial))
            .with("trainRmse", trial.trainRmse())
            .with("rank", trial.rank())
            .with("passes", trial.passes());
    if (debug) {
      tell(event);
    } else if (line.isDue()) {
      line.show(event);
    }
  }

  private static double heldOut(LambdaTrial trial) {
    return trial.ranking() == null ? trial.error() : trial.ranking();
  }

  /** Takes away what would be rewritten. */
  public void clear() {
    line.clear();
  }
}
