package org.overrank.cli;

import java.io.File;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about the call itself, which every command has. */
final class CallOptions {
  @Option(
      names = "--spec",
      paramLabel = "FILE.conf",
      description =
          "Options from a file (HOCON), by the same names; the command line wins. Relative paths in"
              + " it count from its folder.")
  @Nullable File spec;

  @Option(
      names = "--debug",
      description = "Print the settings in force and, on failure, the stack trace.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;
}
