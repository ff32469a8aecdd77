package org.overrank.cli;

import java.util.List;
import org.apache.spark.SparkUserAppException;
import org.jspecify.annotations.Nullable;

/** What the process's exit code says; schedulers and scripts rely on it. */
final class ExitStatus {
  /** Done, and certified as asked. */
  static final int OK = 0;

  /** A fault of this program or of the cluster. */
  static final int INTERNAL_ERROR = 1;

  /** Bad usage or bad input; nothing was written. */
  static final int BAD_INPUT = 2;

  /** Finished, but the asked gap is not proven. */
  static final int NOT_CERTIFIED = 3;

  /** Worse than the results that it was compared with. */
  static final int REGRESSION = 4;

  private ExitStatus() {}

  /**
   * What the process says to schedulers that know one success only.
   *
   * @param code an exit code
   * @param accepted codes that become 0, with blanks between, or null: {@code OVERRANK_ACCEPT}
   * @return the code for the scheduler
   */
  static int told(int code, @Nullable String accepted) {
    boolean isAccepted =
        accepted != null && List.of(accepted.split(" ")).contains(Integer.toString(code));
    return isAccepted ? OK : code;
  }

  /**
   * Ends the process. Within YARN's application master, to which every exit of its process is a
   * failure of its own, 0 included, the code is left to the master, which tells YARN.
   *
   * @param code the exit code
   * @throws SparkUserAppException within YARN, if the code is not 0
   */
  static void leave(int code) throws SparkUserAppException {
    if (!isYarnsDriver()) {
      System.exit(code);
    }
    if (code != OK) {
      throw new SparkUserAppException(code, null);
    }
  }

  private static boolean isYarnsDriver() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }
}
