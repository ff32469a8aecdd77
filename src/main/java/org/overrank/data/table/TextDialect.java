package org.overrank.data.table;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * What a user says about how a table of text is written.
 *
 * @param encoding what its texts are written in, or null for UTF-8
 * @param separator what stands between fields, or null to tell by the names of the files: a tab in
 *     .tsv, else a comma
 * @param columns names of the columns where the files have no header, else null
 * @param decimal what numbers have before their fraction
 */
public record TextDialect(
    @Nullable TextEncoding encoding,
    @Nullable Separator separator,
    @Nullable List<String> columns,
    DecimalMark decimal)
    implements Serializable {
  /** UTF-8 with a header; nothing else is said. */
  public static final TextDialect USUAL = new TextDialect(null, null, null, DecimalMark.POINT);

  /** Checks that what is said goes together. */
  public TextDialect {
    columns = columns == null ? null : List.copyOf(columns);
    if (columns != null) {
      Set<String> seen = new HashSet<>();
      for (String name : columns) {
        if (name.isEmpty() || !seen.add(name)) {
          throw new InvalidInputException(
              "--columns has " + (name.isEmpty() ? "an empty name" : Shown.cell(name) + " twice"));
        }
      }
    }
    requireApart("", separator, decimal);
  }

  private static void requireApart(
      String where, @Nullable Separator separator, DecimalMark decimal) {
    if (separator != null && separator.text().indexOf(decimal.mark()) >= 0) {
      throw new InvalidInputException(
          where + "with --decimal comma the separator is another: --separator semicolon, or tab");
    }
  }

  /**
   * The same in another encoding.
   *
   * @param other what texts are written in, or null for UTF-8
   * @return a new dialect
   */
  public TextDialect withEncoding(@Nullable TextEncoding other) {
    return new TextDialect(other, separator, columns, decimal);
  }

  /** Whether something is said that CSV alone has. */
  public boolean isOfCsv() {
    return separator != null || columns != null || decimal != DecimalMark.POINT;
  }

  /**
   * Refuses what a format has no use for.
   *
   * @param format how the table is written
   * @param path the table, for the message
   * @throws InvalidInputException naming what was said
   */
  public void requireFor(TableFormat format, String path) {
    String said =
        separator != null
            ? "a separator is"
            : columns != null ? "a table without a header is" : "a decimal comma is";
    if (isOfCsv() && format != TableFormat.CSV) {
      throw new InvalidInputException(path + ": " + said + " for csv, not for " + format.word());
    }
    if (encoding != null && format != TableFormat.CSV && format != TableFormat.JSON) {
      throw new InvalidInputException(
          path + ": an encoding is for csv and json, not for " + format.word());
    }
  }

  /**
   * The layout of a table's files.
   *
   * @param path the table, for the message
   * @param tabbed whether the files' names say that tabs separate
   * @return what is said, and what follows where nothing is
   * @throws InvalidInputException if the separator that follows is the decimal mark
   */
  public CsvLayout layout(String path, boolean tabbed) {
    Separator known = separator != null ? separator : tabbed ? Separator.TAB : Separator.COMMA;
    requireApart(path + ": ", known, decimal);
    return new CsvLayout(encoding == null ? TextEncoding.UTF_8 : encoding, known, columns, decimal);
  }
}
