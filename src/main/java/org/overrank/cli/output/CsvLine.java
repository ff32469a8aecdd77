package org.overrank.cli.output;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A record of CSV. */
final class CsvLine {
  private CsvLine() {}

  /**
   * The record.
   *
   * @param fields as they are, quoted here where they need it
   * @return a line with its end
   */
  static String of(String... fields) {
    return Arrays.stream(fields).map(CsvLine::quoted).collect(Collectors.joining(",")) + "\n";
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
