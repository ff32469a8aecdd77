package org.overrank.cli;

import org.apache.spark.sql.SparkSession;

/** Where a command gets its Spark session; tests share one, a run has its own. */
interface SessionSource {
  /**
   * Work that needs a session.
   *
   * @param <T> kind of result
   */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does the work.
     *
     * @param session a running session
     * @return the result
     * @throws Exception if it fails
     */
    T with(SparkSession session) throws Exception;
  }

  /**
   * Runs work in a session that is released after it.
   *
   * @param command name of the command
   * @param work what to run
   * @param <T> kind of result
   * @return its result
   * @throws Exception if it fails
   */
  default <T> T during(String command, Work<T> work) throws Exception {
    SparkSession session = open(command);
    try {
      return work.with(session);
    } finally {
      release(session);
    }
  }

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
