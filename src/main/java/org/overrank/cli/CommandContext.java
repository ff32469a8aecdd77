package org.overrank.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.overrank.cli.options.LogFormat;
import org.overrank.cli.output.JsonLog;
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
    if (secrets.isEmpty()) {
      return this;
    }
    PrintStream masked = MaskedStream.over(out, secrets);
    if (!(err instanceof JsonLog json)) {
      return new CommandContext(masked, MaskedStream.over(err, secrets), sessions, terminal);
    }
    Map<String, String> escaped = new HashMap<>(secrets);
    secrets.forEach((value, shown) -> escaped.put(JsonLog.escaped(value), JsonLog.escaped(shown)));
    PrintStream lines = MaskedStream.over(json.target(), escaped);
    return new CommandContext(masked, JsonLog.over(lines), sessions, terminal);
  }

  /** The same, with {@code err} as JSON where the arguments ask for that. */
  CommandContext logging(String... args) {
    return LogFormat.isJson(args) && !(err instanceof JsonLog)
        ? new CommandContext(out, JsonLog.over(err), sessions, false)
        : this;
  }
}
