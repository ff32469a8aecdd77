package org.overrank.cli;

import java.io.PrintStream;
import java.util.Map;
import org.overrank.cli.output.MaskedStream;

/**
 * What a command talks to.
 *
 * @param out where results go
 * @param err where progress, remarks and errors go
 * @param sessions where the Spark session comes from
 * @param terminal whether somebody watches {@code err}, so that a line can be rewritten
 */
record CommandContext(PrintStream out, PrintStream err, SessionSource sessions, boolean terminal) {
  /**
   * The same, but for what must not be seen.
   *
   * @param secrets what is shown instead, by what must not be seen; maybe none
   * @return where both streams mask
   */
  CommandContext masking(Map<String, String> secrets) {
    return secrets.isEmpty()
        ? this
        : new CommandContext(
            MaskedStream.over(out, secrets), MaskedStream.over(err, secrets), sessions, terminal);
  }
}
