package org.overrank.cli;

import java.util.List;
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
}
