package org.overrank.cli.options;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.StartPoint;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How options behave as keys of a spec. */
final class SpecKeys {
  /** Options about one call, which no file can set. */
  private static final Set<String> OF_THE_CALL =
      Set.of("spec", "help", "version", "debug", "log", "dry-run");

  private static final int NEAR = 3;

  private SpecKeys() {}

  /**
   * Whether a file can set an option.
   *
   * @param option an option
   * @return false for those that are about the call itself
   */
  static boolean isSetting(OptionSpec option) {
    return !OF_THE_CALL.contains(SpecFile.key(option));
  }

  /**
   * Whether an option's value is any text: what is a number or a word of a list is no secret.
   *
   * @param option an option
   * @return true for paths, names of columns and the like
   */
  static boolean isFreeText(OptionSpec option) {
    Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
    return type == Location.class || type == StartPoint.class || type == String.class;
  }

  /** Paths know their marks, so that they are shown as the spec has them. */
  private static boolean takesMarks(OptionSpec option) {
    return option.type() == Location.class || option.type() == StartPoint.class;
  }

  /**
   * A value as an option's converter reads it.
   *
   * @param option whose value it is
   * @param text the value
   * @return with marks for paths, else without
   */
  static String forConverter(OptionSpec option, EnvironmentText text) {
    return takesMarks(option) ? text.marked() : text.value();
  }

  /**
   * A value as seen from the folder of the spec.
   *
   * @param folder the spec's folder, null for the working directory
   * @param option whose value it is
   * @param text the value
   * @return the value, a relative path in it counted from the folder
   */
  static EnvironmentText relativeTo(
      @Nullable Path folder, OptionSpec option, EnvironmentText text) {
    String prefix =
        option.type() == Location.class
            ? ""
            : option.type() == StartPoint.class && text.marked().startsWith(StartPoint.MODEL_PREFIX)
                ? StartPoint.MODEL_PREFIX
                : null;
    if (prefix == null) {
      return text;
    }
    String path = text.marked().substring(prefix.length());
    return new EnvironmentText(prefix + Location.below(folder, path));
  }

  /**
   * Refuses a value that the option would refuse on the command line.
   *
   * @param option whose value it is
   * @param text the value
   * @throws RuntimeException saying what is wrong, and no variable's value
   */
  static void check(OptionSpec option, EnvironmentText text) {
    for (ITypeConverter<?> converter : option.converters()) {
      try {
        convert(converter, forConverter(option, text));
      } catch (RuntimeException e) {
        if (!text.isMarked()) {
          throw e;
        }
        // What the converter says of the marks' names it would say of a value like this.
        convert(converter, text.shown());
        throw new InvalidInputException(text.shown() + " is not possible here", e);
      }
    }
  }

  private static void convert(ITypeConverter<?> converter, String text) {
    try {
      converter.convert(text);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The option whose name is most like a key.
   *
   * @param command whose options
   * @param key what somebody wrote
   * @return a key, or null if none is like it
   */
  static @Nullable String nearest(CommandSpec command, String key) {
    return command.options().stream()
        .filter(SpecKeys::isSetting)
        .map(SpecFile::key)
        .filter(name -> distance(name, key) <= Math.min(NEAR, key.length() / 2))
        .min(Comparator.comparingInt(name -> distance(name, key)))
        .orElse(null);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
