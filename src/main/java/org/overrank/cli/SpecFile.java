package org.overrank.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's options from a HOCON file: the keys are the options' names without the dashes.
 *
 * <p>Everything that is wrong with a file is found at once, each with its line. Relative paths
 * count from the file's folder.
 */
final class SpecFile {
  private final Map<String, String> texts;

  private SpecFile(Map<String, String> texts) {
    this.texts = texts;
  }

  /** One thing that is wrong. */
  private record Problem(int line, String message) {}

  /**
   * Reads a file against the options of a command.
   *
   * @param file where
   * @param command the command whose options are the keys
   * @return the options that the file sets
   * @throws InvalidInputException if anything is wrong; one line for each thing
   */
  static SpecFile read(File file, CommandSpec command) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    parse(file)
        .root()
        .forEach(
            (key, value) -> {
              try {
                texts.put(key, text(file, option(command, key), value));
              } catch (RuntimeException e) {
                problems.add(new Problem(value.origin().lineNumber(), key + ": " + e.getMessage()));
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidInputException(listed(file, problems));
    }
    return new SpecFile(texts);
  }

  /**
   * What the file says about an option.
   *
   * @param option an option of the command
   * @return its text, or null if the file does not set it
   */
  @Nullable String text(OptionSpec option) {
    return texts.get(key(option));
  }

  /**
   * The key of an option.
   *
   * @param option an option
   * @return its longest name without dashes
   */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static Config parse(File file) {
    if (!file.isFile()) {
      throw new InvalidInputException("no spec file " + file);
    }
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
      return ConfigFactory.parseFile(file, options).resolve();
    } catch (ConfigException e) {
      throw new InvalidInputException(located(file, e), e);
    }
  }

  /** The library's message starts with the origin's description, of which the line is kept. */
  private static String located(File file, ConfigException e) {
    ConfigOrigin origin = e.origin();
    String message = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    if (origin == null) {
      return file + ": " + message;
    }
    String prefix = origin.description() + ": ";
    String reason = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return file + ":" + origin.lineNumber() + ": " + reason;
  }

  private static OptionSpec option(CommandSpec command, String key) {
    OptionSpec option = command.findOption("--" + key);
    if (option == null || !SpecKeys.isSetting(option)) {
      String near = SpecKeys.nearest(command, key);
      throw new InvalidInputException(
          "no such option of " + command.name() + (near == null ? "" : ": did you mean " + near));
    }
    return option;
  }

  private static String text(File file, OptionSpec option, ConfigValue value) {
    boolean flag = option.type() == boolean.class;
    ConfigValueType type = value.valueType();
    if (value instanceof ConfigList list && option.isMultiValue()) {
      return list.stream()
          .map(each -> text(file, option, each))
          .collect(Collectors.joining(option.splitRegex()));
    }
    if (flag ? type != ConfigValueType.BOOLEAN : !isScalar(type)) {
      throw new InvalidInputException(
          "expected " + (flag ? "true or false" : "one value") + ", not " + shown(value));
    }
    String text = String.valueOf(value.unwrapped());
    if (type == ConfigValueType.NUMBER) {
      text = value.render();
    }
    String resolved = SpecKeys.relativeTo(file.toPath().getParent(), option, text);
    SpecKeys.check(option, resolved);
    return resolved;
  }

  private static boolean isScalar(ConfigValueType type) {
    return type == ConfigValueType.STRING || type == ConfigValueType.NUMBER;
  }

  private static String shown(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private static String listed(File file, List<Problem> problems) {
    problems.sort(Comparator.comparingInt(Problem::line));
    return String.join(
        System.lineSeparator(),
        problems.stream().map(p -> file + ":" + p.line() + ": " + p.message()).toList());
  }
}
