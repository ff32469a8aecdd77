package org.overrank.cli;

import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The end of the process by Ctrl-C or TERM, in the order that leaves nothing half-written: first
 * take note, then Spark stops (its hook has priority 40), then staged outputs go, then the file
 * systems close (Hadoop's hook, priority 10).
 */
final class Interruption {
  private static final int BEFORE_SPARK = 100;
  private static final int AFTER_SPARK = 20;

  private static volatile boolean begun;

  private Interruption() {}

  /** From now on, {@link #hasBegun} tells of an interruption. */
  static void takeNote() {
    ShutdownHookManager.get().addShutdownHook(Interruption::begin, BEFORE_SPARK);
  }

  private static void begin() {
    begun = true;
    QuietLogs.ofEverything();
  }

  /**
   * Whether the process is ending; failures are then its consequence and not worth a word.
   *
   * @return true in a shutdown
   */
  static boolean hasBegun() {
    return begun;
  }

  /**
   * Registers what must happen when the process ends early.
   *
   * @param cleanup run after Spark has stopped, while file systems are still open
   */
  static void onShutdown(Runnable cleanup) {
    ShutdownHookManager.get().addShutdownHook(cleanup, AFTER_SPARK);
  }

  /**
   * Takes a cleanup back.
   *
   * @param cleanup what was registered
   */
  static void forget(Runnable cleanup) {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(cleanup);
    }
  }
}
