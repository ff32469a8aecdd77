package org.overrank.cli.options;

import java.io.File;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options about the call itself, which every command has. */
public class CallOptions {
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
  private boolean debug;

  @Option(
      names = LogFormat.OPTION,
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = Words.LogFormats.class,
      description =
          "What is told on standard error: text, or json, one object a line. Default:"
              + " ${DEFAULT-VALUE}.")
  LogFormat log = LogFormat.TEXT;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  /**
   * Whether what only developers care about is told too.
   *
   * @return whether that was asked
   */
  public boolean debug() {
    return debug;
  }

  /**
   * Tells the settings in force, as a spec with which the call can be repeated, if that is asked.
   *
   * @param command the command after parsing
   * @param err where to
   */
  public void tell(CommandSpec command, PrintStream err) {
    if (debug) {
      EffectiveSettings.print(command, err);
    }
  }
}
