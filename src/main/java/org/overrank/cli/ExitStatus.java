package org.overrank.cli;

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
}
