package org.overrank.cli.options;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text of a spec in which variables of the environment stand as marks until they are needed.
 *
 * <p>Their values may be secrets: what is shown to anybody is made of the marks, never of the
 * values.
 *
 * @param marked text with marks
 */
record EnvironmentText(String marked) {
  private static final char OPEN = '\u0001';
  private static final char CLOSE = '\u0002';
  private static final Pattern MARK = Pattern.compile(OPEN + "([^" + OPEN + CLOSE + "]+)" + CLOSE);

  /** The mark of a variable. */
  static String mark(String name) {
    return OPEN + name + CLOSE;
  }

  /** What the library has rendered: it escapes the marks. */
  static EnvironmentText ofRendered(String text) {
    return new EnvironmentText(
        text.replace("\\u0001", String.valueOf(OPEN)).replace("\\u0002", String.valueOf(CLOSE)));
  }

  /** Whether any variable is in it. */
  boolean isMarked() {
    return MARK.matcher(marked).find();
  }

  /** The variables in it. */
  List<String> names() {
    return MARK.matcher(marked).results().map(mark -> mark.group(1)).distinct().toList();
  }

  /** The text as it is meant, with the values. */
  String value() {
    Map<String, String> environment = System.getenv();
    return replaced(name -> environment.getOrDefault(name, ""));
  }

  /** The text as people may see it. */
  String shown() {
    return replaced(EnvironmentText::substitution);
  }

  /** The text as a value of a spec. */
  String hocon() {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (MatchResult mark : MARK.matcher(marked).results().toList()) {
      if (mark.start() > from) {
        parts.add(ConfigUtil.quoteString(marked.substring(from, mark.start())));
      }
      parts.add(substitution(mark.group(1)));
      from = mark.end();
    }
    if (from < marked.length() || parts.isEmpty()) {
      parts.add(ConfigUtil.quoteString(marked.substring(from)));
    }
    return String.join("", parts);
  }

  /** Several texts as a list of a spec, or one as a value. */
  static String hocon(List<EnvironmentText> texts) {
    return texts.size() == 1
        ? texts.get(0).hocon()
        : texts.stream().map(EnvironmentText::hocon).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String substitution(String name) {
    return "${?" + ConfigUtil.joinPath(name) + "}";
  }

  private String replaced(UnaryOperator<String> of) {
    return MARK.matcher(marked)
        .replaceAll(mark -> Matcher.quoteReplacement(of.apply(mark.group(1))));
  }
}
