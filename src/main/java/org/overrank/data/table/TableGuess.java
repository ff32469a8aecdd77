package org.overrank.data.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table of text looks like by its first lines, in the options that would read it so. For the
 * end of messages only: nothing is read by a guess.
 */
public final class TableGuess {
  /** In the order in which they tell: a comma may be of numbers, a colon of times. */
  private static final List<Separator> SEPARATORS =
      List.of(
          Separator.TAB,
          new Separator("::"),
          new Separator(";"),
          new Separator("|"),
          Separator.COMMA,
          new Separator(" "));

  /** A wide table has numbers for names, and more of them. */
  private static final int FEW = 6;

  private final List<String> lines;
  private final @Nullable CsvLayout said;
  private final List<String> looks = new ArrayList<>();
  private final List<String> options = new ArrayList<>();

  private TableGuess(List<String> lines, @Nullable CsvLayout said) {
    this.lines = lines;
    this.said = said;
  }

  /**
   * A remark.
   *
   * @param lines the first ones of a file that are not blank
   * @param said how it is read, or null if it is not known to be CSV
   * @param row the column of row ids that was asked for, or null
   * @return the end of a message, empty if there is nothing to remark
   */
  public static String of(List<String> lines, @Nullable CsvLayout said, @Nullable String row) {
    return lines.isEmpty() ? "" : new TableGuess(lines, said).remark(row);
  }

  private String remark(@Nullable String row) {
    if (lines.get(0).matches("(?i)sep=.")) {
      return "; its first line, "
          + lines.get(0)
          + ", is Excel's own: remove it and say --separator";
    }
    Separator separator = separator();
    if (separator == null) {
      return areColumns()
          ? "; looks separated by runs of blanks: squeeze them, as tr -s ' ' does"
          : "";
    }
    List<List<String>> fields = lines.stream().map(line -> fields(line, separator)).toList();
    if (said == null && separator.equals(Separator.COMMA)) {
      options.add("--format csv");
    } else if (said == null || !said.separator().equals(separator)) {
      options.add("--separator " + separator.word());
    }
    looks.add("separated by " + name(separator));
    header(fields);
    decimal(fields, separator);
    wide(fields, row);
    return options.isEmpty()
        ? twice(fields.get(0))
        : "; looks " + String.join(", ", looks) + ": " + String.join(" ", options);
  }

  private static String name(Separator separator) {
    return switch (separator.text()) {
      case "\t" -> "tabs";
      case "::" -> "two colons";
      case ";" -> "semicolons";
      case "|" -> "bars";
      case "," -> "commas";
      default -> "spaces";
    };
  }

  /** The first that cuts all lines into equally many fields. */
  private @Nullable Separator separator() {
    for (Separator each : SEPARATORS) {
      int count = fields(lines.get(0), each).size();
      if (count > 1 && lines.stream().allMatch(line -> fields(line, each).size() == count)) {
        return each;
      }
    }
    return null;
  }

  private boolean areColumns() {
    int count = words(lines.get(0));
    return count > 1 && lines.stream().allMatch(line -> words(line) == count);
  }

  private static int words(String line) {
    return line.strip().split("\\s+").length;
  }

  private static List<String> fields(String line, Separator separator) {
    TextFields fields = new TextFields(separator.text());
    return fields.cut(line) ? fields.texts() : List.of();
  }

  private void header(List<List<String>> fields) {
    List<String> first = fields.get(0);
    List<String> known = said == null ? null : said.columns();
    if (known != null) {
      if (known.size() != first.size()) {
        looks.add("with " + first.size() + " columns where --columns names " + known.size());
      }
    } else if (isData(first)) {
      looks.add("without a header");
      options.add(
          "--no-header --columns " + String.join(",", Collections.nCopies(first.size(), "NAME")));
    }
  }

  /** Names that Spark would number. */
  private static String twice(List<String> names) {
    List<String> twice =
        names.stream()
            .filter(name -> Collections.frequency(names, name) > 1)
            .filter(name -> !isNumber(name) && !name.isBlank())
            .distinct()
            .toList();
    return twice.isEmpty() ? "" : "; several columns are called " + Shown.names(twice);
  }

  /**
   * A remark on a table whose first row of data cannot be used.
   *
   * @param lines the first ones of a file that are not blank
   * @param said how it is read
   * @return the end of a message, empty unless the first line looks like a header where none is
   *     said
   */
  public static String ofHeader(List<String> lines, CsvLayout said) {
    if (said.hasHeader() || lines.size() < 2) {
      return "";
    }
    boolean names = fields(lines.get(0), said.separator()).stream().noneMatch(TableGuess::isNumber);
    boolean data = fields(lines.get(1), said.separator()).stream().anyMatch(TableGuess::isNumber);
    return names && data ? "; its first line looks like a header: leave --no-header out" : "";
  }

  private static boolean isData(List<String> first) {
    long numbers = first.stream().filter(TableGuess::isNumber).count();
    return numbers == first.size() || (numbers > 0 && first.size() <= FEW);
  }

  private static boolean isNumber(String field) {
    return !Double.isNaN(NumberText.parse(field, DecimalMark.POINT))
        || !Double.isNaN(NumberText.parse(field, DecimalMark.COMMA));
  }

  private void decimal(List<List<String>> fields, Separator separator) {
    boolean known = said != null && said.decimal() == DecimalMark.COMMA;
    List<String> all = fields.stream().flatMap(List::stream).map(String::strip).toList();
    boolean commas = all.stream().anyMatch(field -> field.matches("[+-]?\\d*,\\d+"));
    boolean points = all.stream().anyMatch(field -> field.matches("[+-]?\\d*\\.\\d+"));
    if (!known && commas && !points && !separator.equals(Separator.COMMA)) {
      looks.add("with decimal commas");
      options.add("--decimal comma");
    }
  }

  private void wide(List<List<String>> fields, @Nullable String row) {
    List<String> names = said != null && said.columns() != null ? said.columns() : fields.get(0);
    int at = row == null ? -1 : names.indexOf(row);
    if (at < 0 || names.size() <= FEW || fields.size() < 2) {
      return;
    }
    List<String> cells = new ArrayList<>(fields.get(1));
    cells.remove(at);
    if (cells.stream().allMatch(cell -> cell.isBlank() || isNumber(cell))) {
      looks.add("with a column for each column of the matrix");
      options.add("--wide");
    }
  }
}
