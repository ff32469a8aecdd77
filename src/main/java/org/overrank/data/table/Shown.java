package org.overrank.data.table;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Texts of users in messages: what a terminal would act upon is escaped, and names are quoted
 * wherever a reader could not see where they begin and end.
 */
public final class Shown {
  private static final int LONGEST = 60;
  private static final int MOST = 20;

  private Shown() {}

  /**
   * A text without anything that controls a terminal or the direction of writing.
   *
   * @param text any text
   * @return the text, with control characters as in &#92;n, &#92;t or &#92;u001b
   */
  public static String escaped(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isHidden(c)) {
          shown.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
          shown.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /**
   * The value of a cell, quoted, and cut if it is long.
   *
   * @param text any text
   * @return printable
   */
  public static String cell(String text) {
    boolean whole = text.codePointCount(0, text.length()) <= LONGEST;
    String cut = whole ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    return '"' + escaped(cut) + (whole ? "" : "...") + '"';
  }

  /**
   * A path: bare where it is one word.
   *
   * @param path a path or URI
   * @return printable, and quoted if it has blanks
   */
  public static String path(String path) {
    String shown = escaped(path);
    boolean word = shown.equals(path) && path.codePoints().noneMatch(Shown::isBlank);
    return word ? path : '"' + shown + '"';
  }

  /**
   * Names of columns, those in quotes that hold blanks or commas.
   *
   * @param names any names
   * @return a list in one line, cut if it is long
   */
  public static String names(List<String> names) {
    String shown =
        names.stream()
            .limit(MOST)
            .map(
                name ->
                    name.isEmpty() || name.contains(",") ? '"' + escaped(name) + '"' : path(name))
            .collect(Collectors.joining(", "));
    return names.size() <= MOST ? shown : shown + ", ... (" + names.size() + " in all)";
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
