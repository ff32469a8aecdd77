package org.overrank.run;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/**
 * What a process ran out of, told from a failure however it is wrapped: what happens in an executor
 * arrives as text.
 */
public final class Shortage {
  static final String NO_SPACE = "No space left on device";

  private static final List<String> FULL = List.of(NO_SPACE, "Disk quota exceeded");

  /** How executors end that took more memory than they had, by exit code or in YARN's words. */
  private static final List<String> KILLED =
      List.of(
          "exited with code 52",
          "exited with code 137",
          "exit code 137",
          "exit code: 137",
          "exit code 52",
          "exit status: 52",
          "exit status: 137",
          "Container killed",
          "OOMKilled",
          "beyond the 'PHYSICAL' memory limit");

  private static final String OUT_OF_MEMORY = "OutOfMemoryError";

  /** Where tasks ran that share the driver's heap. */
  private static final String LOCAL_TASK = "executor driver)";

  private Shortage() {}

  /**
   * What a user can do.
   *
   * @param failure what a command ended with
   * @return one line, or empty if nothing was short
   */
  public static Optional<String> remark(Throwable failure) {
    boolean inTask = false;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (FULL.stream().anyMatch(text::contains)) {
        return Optional.of(disk());
      }
      if (KILLED.stream().anyMatch(text::contains)) {
        return Optional.of(executor());
      }
      inTask |= at instanceof SparkThrowable && !text.contains(LOCAL_TASK);
      if (at instanceof OutOfMemoryError || text.contains(OUT_OF_MEMORY)) {
        return Optional.of(inTask ? executor() : driver());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a disk was full.
   *
   * @param failure any failure
   * @return true if that is why
   */
  public static boolean isOfDisk(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (FULL.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }

  private static String driver() {
    return "out of memory: give the driver more, such as OVERRANK_SPARK_OPTS=\"--driver-memory"
        + " 8g\"; nothing was written";
  }

  private static String executor() {
    return "an executor ran out of memory: give executors more, such as"
        + " OVERRANK_SPARK_OPTS=\"--executor-memory 8g\"; nothing was written";
  }

  private static String disk() {
    return "no space left on the disk that Spark keeps its scratch files on: name another by"
        + " SPARK_LOCAL_DIRS or --conf spark.local.dir; nothing was written";
  }
}
