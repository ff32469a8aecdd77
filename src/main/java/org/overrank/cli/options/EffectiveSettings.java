package org.overrank.cli.options;

import com.typesafe.config.ConfigUtil;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.overrank.linalg.EnumWords;
import org.overrank.run.Digest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints the settings in force as a spec, with which the run can be repeated. */
public final class EffectiveSettings {
  private static final int DIGEST_BYTES = 3;

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
  public static List<String> lines(CommandSpec command, List<String> without) {
    List<String> lines = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      boolean empty = value == null || (value instanceof List<?> list && list.isEmpty());
      String key = SpecFile.key(option);
      if (SpecKeys.isSetting(option) && !empty && !without.contains(key)) {
        lines.add(key + " = " + text(command, option, value));
      }
    }
    return lines;
  }

  /** What is from the environment may be secret: a digest tells values apart, not what they are. */
  private static String text(CommandSpec command, OptionSpec option, Object value) {
    String substitution = SpecDefaults.hocon(command, option);
    return substitution == null
        ? text(value)
        : substitution + " # " + Digest.hex(actual(value), DIGEST_BYTES);
  }

  private static String actual(Object value) {
    return value instanceof Location location ? location.text() : String.valueOf(value);
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(EffectiveSettings::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Enum<?> constant) {
      return ConfigUtil.quoteString(EnumWords.of(constant));
    }
    if (value instanceof Location location) {
      return ConfigUtil.quoteString(location.text());
    }
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : ConfigUtil.quoteString(value.toString());
  }
}
