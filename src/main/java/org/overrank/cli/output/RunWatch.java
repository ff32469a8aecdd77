package org.overrank.cli.output;

import java.io.PrintStream;
import org.apache.spark.sql.SparkSession;
import org.overrank.spark.RunMetrics;

/** Watches a run and says at its end what it moved, if asked, and what was lost, if anything. */
public final class RunWatch implements AutoCloseable {
  private final RunMetrics metrics;
  private final PrintStream err;
  private final boolean debug;

  private RunWatch(RunMetrics metrics, PrintStream err, boolean debug) {
    this.metrics = metrics;
    this.err = err;
    this.debug = debug;
  }

  /**
   * Begins to watch.
   *
   * @param err where it reports
   * @param session what it watches
   * @param debug whether to report traffic
   * @return the watch
   */
  public static RunWatch of(PrintStream err, SparkSession session, boolean debug) {
    return new RunWatch(RunMetrics.watch(session.sparkContext()), err, debug);
  }

  /**
   * What is counted.
   *
   * @return the counts, which go on
   */
  public RunMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    metrics.close();
    if (metrics.hasLosses()) {
      Event.warning(metrics.losses()).tell(err);
    }
    if (debug) {
      err.println(metrics.describe());
    }
  }
}
