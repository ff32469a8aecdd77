package org.overrank.cli;

import com.typesafe.config.ConfigUtil;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.overrank.fit.EnumWords;
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
    lines(command, List.of()).forEach(err::println);
  }

  /**
   * One line for each option that has a value.
   *
   * @param command a command after parsing
   * @param without keys to leave out
   * @return lines of a spec
   */
  static List<String> lines(CommandSpec command, List<String> without) {
    List<String> lines = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      boolean empty = value == null || (value instanceof List<?> list && list.isEmpty());
      String key = SpecFile.key(option);
      if (SpecKeys.isSetting(option) && !empty && !without.contains(key)) {
        lines.add(key + " = " + text(value));
      }
    }
    return lines;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(EffectiveSettings::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Enum<?> constant) {
      return ConfigUtil.quoteString(EnumWords.of(constant));
    }
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : ConfigUtil.quoteString(value.toString());
  }
}
