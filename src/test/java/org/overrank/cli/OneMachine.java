package org.overrank.cli;

import java.util.List;

/** Commands on the session that the tests of this JVM share, for tests of other packages. */
public final class OneMachine {
  private OneMachine() {}

  /** Runs a command; its exit code is to be 0. */
  public static void run(List<String> arguments) {
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    if (run.exit() != 0) {
      throw new AssertionError("exit code " + run.exit() + ": " + String.join("\n", run.err()));
    }
  }
}
