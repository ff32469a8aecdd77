package org.overrank.cli.options;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's options from a HOCON file: the keys are the options' names without the dashes.
 *
 * <p>Everything that is wrong with a file is found at once, each with its line. Relative paths
 * count from the file's folder. Of the environment a file gets what it asks for as {@code
 * ${?NAME}}; nothing that is printed or written repeats the value.
 */
final class SpecFile {
  private static final int LONGEST_KEY = 40;
  private static final int LONGEST = 400;

  private final File file;
  private final CommandSpec command;
  private final SpecSource source;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, List<EnvironmentText>> texts = new LinkedHashMap<>();

  private SpecFile(File file, CommandSpec command) {
    this.file = file;
    this.command = command;
    this.source = SpecSource.read(file);
  }

  /** One thing that is wrong. */
  private record Problem(SpecSource.Place place, String message) {
    private static final Comparator<Problem> ORDER =
        Comparator.<Problem, File>comparing(problem -> problem.place.file())
            .thenComparingInt(problem -> problem.place.line());
  }

  /**
   * Reads a file against the options of a command.
   *
   * @param file where
   * @param command the command whose options are the keys
   * @return the options that the file sets
   * @throws InvalidInputException if anything is wrong; one line for each thing
   */
  static SpecFile read(File file, CommandSpec command) {
    SpecFile spec = new SpecFile(file, command);
    spec.source.values().forEach(spec::take);
    if (!spec.problems.isEmpty()) {
      throw new InvalidInputException(
          spec.problems.stream()
              .sorted(Problem.ORDER)
              .map(problem -> problem.place + ": " + problem.message)
              .collect(Collectors.joining(System.lineSeparator())));
    }
    return spec;
  }

  /**
   * What the file says about an option.
   *
   * @param option an option of the command
   * @return its text as its converter reads it, or null if the file does not set it
   */
  @Nullable String text(OptionSpec option) {
    List<EnvironmentText> own = texts.get(key(option));
    return own == null
        ? null
        : own.stream()
            .map(text -> SpecKeys.forConverter(option, text))
            .collect(Collectors.joining(option.splitRegex()));
  }

  /**
   * What the file says about an option that it takes from the environment.
   *
   * @param option an option of the command
   * @return the value as it stands in a spec, or null if no variable is in it
   */
  @Nullable String hocon(OptionSpec option) {
    List<EnvironmentText> own = texts.getOrDefault(key(option), List.of());
    return own.stream().anyMatch(EnvironmentText::isMarked) ? EnvironmentText.hocon(own) : null;
  }

  /** What must not be seen of paths, names and other free text, and what is shown instead. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new TreeMap<>();
    texts.forEach(
        (key, own) -> {
          if (SpecKeys.isFreeText(command.findOption("--" + key))) {
            own.forEach(text -> secrets(secrets, text));
          }
        });
    secrets.remove("");
    return secrets;
  }

  private static void secrets(Map<String, String> secrets, EnvironmentText text) {
    if (text.isMarked()) {
      secrets.put(text.value(), text.shown());
    }
    for (String name : text.names()) {
      EnvironmentText alone = new EnvironmentText(EnvironmentText.mark(name));
      secrets.put(alone.value(), alone.shown());
    }
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

  private void take(String key, ConfigValue value) {
    OptionSpec option = command.findOption("--" + key);
    if (option == null || !SpecKeys.isSetting(option)) {
      String near = SpecKeys.nearest(command, key);
      String advice = near == null ? "" : ": did you mean " + near;
      problem(key, source.place(key), "no such option of " + command.name() + advice);
      return;
    }
    List<EnvironmentText> own = new ArrayList<>();
    if (value instanceof ConfigList list && option.isMultiValue()) {
      for (ConfigValue each : list) {
        add(own, key, option, each, source.place(each).orElse(source.place(key)));
      }
    } else {
      add(own, key, option, value, source.place(key));
    }
    texts.put(key, own);
  }

  private void add(
      List<EnvironmentText> own,
      String key,
      OptionSpec option,
      ConfigValue value,
      SpecSource.Place place) {
    try {
      own.add(text(option, value));
    } catch (RuntimeException e) {
      problem(key, place, String.valueOf(e.getMessage()));
    }
  }

  private void problem(String key, SpecSource.Place place, String message) {
    problems.add(
        new Problem(place, Shown.escaped(cut(key, LONGEST_KEY) + ": " + cut(message, LONGEST))));
  }

  private EnvironmentText text(OptionSpec option, ConfigValue value) {
    boolean flag = option.type() == boolean.class;
    ConfigValueType type = value.valueType();
    boolean number = type == ConfigValueType.NUMBER;
    EnvironmentText text =
        new EnvironmentText(number ? value.render() : String.valueOf(value.unwrapped()));
    boolean fits =
        flag
            ? text.value().matches("true|false")
                && (type == ConfigValueType.BOOLEAN || text.isMarked())
            : number || type == ConfigValueType.STRING;
    if (!fits) {
      throw new InvalidInputException(
          "expected " + (flag ? "true or false" : "one value") + ", not " + shown(value));
    }
    EnvironmentText resolved = SpecKeys.relativeTo(file.toPath().getParent(), option, text);
    SpecKeys.check(option, resolved);
    return resolved;
  }

  private static String shown(ConfigValue value) {
    return cut(
        EnvironmentText.ofRendered(value.render(ConfigRenderOptions.concise())).shown(),
        LONGEST_KEY);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
