package org.overrank.cli.options;

import picocli.CommandLine.Option;

/** Options about the call itself, of commands that take long. */
public final class TrialCallOptions extends CallOptions {
  @Option(
      names = "--dry-run",
      description =
          "Check everything, read the input, print what would be run and what it takes; fit and"
              + " write nothing.")
  private boolean dryRun;

  /** {@return whether nothing is to be run} */
  public boolean dryRun() {
    return dryRun;
  }
}
