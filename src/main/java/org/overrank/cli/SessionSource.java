package org.overrank.cli;

import org.apache.spark.sql.SparkSession;

/** Where a command gets its Spark session; tests share one, a run has its own. */
interface SessionSource {
  /**
   * The session for one command.
   *
   * @param command name of the command
   * @return a running session
   */
  SparkSession open(String command);

  /**
   * The command has ended.
   *
   * @param session what {@link #open} gave
   */
  void release(SparkSession session);
}
