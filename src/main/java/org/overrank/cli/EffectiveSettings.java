package org.overrank.cli;

import com.typesafe.config.ConfigUtil;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints the settings in force as a spec, with which the run can be repeated. */
final class EffectiveSettings {
  private EffectiveSettings() {}

  /**
   * Prints one line for each option that has a value.
   *
   * @param command a command after parsing
   * @param err where to
   */
  static void print(CommandSpec command, PrintStream err) {
    err.println("# settings in force, as a spec for overrank " + command.name());
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (SpecKeys.isSetting(option) && value != null) {
        err.println(SpecFile.key(option) + " = " + text(value));
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof Enum<?> constant) {
      return ConfigUtil.quoteString(EnumWord.of(constant));
    }
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : ConfigUtil.quoteString(value.toString());
  }
}
