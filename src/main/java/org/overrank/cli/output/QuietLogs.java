package org.overrank.cli.output;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Keeps Spark's log from saying at length what a command says in one line. */
public final class QuietLogs {
  /** Where stack traces of failed tasks are logged; the failure that ends a job is thrown too. */
  private static final List<String> FAILED_TASKS =
      List.of(
          "org.apache.spark.executor.Executor",
          "org.apache.spark.scheduler.TaskSetManager",
          "org.apache.spark.storage.BlockManager",
          "org.apache.spark.SparkContext",
          "org.apache.spark.network.util.JavaUtils",
          "org.apache.hadoop.fs.FileSystem",
          "org.apache.spark.util.Utils",
          "org.apache.spark.sql.execution.datasources");

  private QuietLogs() {}

  /** Leaves failed tasks to the one line at the end. */
  public static void ofFailedTasks() {
    FAILED_TASKS.forEach(name -> Configurator.setLevel(name, Level.OFF));
  }

  /** Ends all logging: jobs that lose their scheduler complain at length. */
  static void ofEverything() {
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
  }
}
