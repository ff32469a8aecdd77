package org.overrank.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.overrank.linalg.InvalidInputException;

/**
 * A run's trace as CSV (RFC 4180): a header with the components of {@link TraceRow}, then a line a
 * row.
 *
 * <p>Doubles are written with as many digits as tell them from their neighbours, so reading gives
 * back the same bits; NaN, "not computed here", is an empty field. Events are always quoted.
 */
public final class TraceCsv {
  private static final String HEADER =
      "iteration,passes,seconds,objective,gradientNorm,step,searchRank,"
          + "convexObjective,lowerBound,relativeGap,nu,gapBound,event";
  private static final int COLUMNS = 13;

  private TraceCsv() {}

  /**
   * Writes a trace.
   *
   * @param trace rows in order
   * @return the CSV text, each line ending in a newline
   */
  public static String write(List<TraceRow> trace) {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    trace.forEach(row -> append(csv, row));
    return csv.toString();
  }

  /**
   * Reads a trace.
   *
   * @param text what {@link #write} gave
   * @param source what to call the text in an error, such as its path
   * @return the rows in order
   * @throws InvalidInputException if the header or a row is not as written, naming the row
   */
  public static List<TraceRow> read(String text, String source) {
    List<List<String>> records = CsvRecords.parse(text, source);
    if (records.isEmpty() || !String.join(",", records.get(0)).equals(HEADER)) {
      throw new InvalidInputException(source + ": not a trace: the header is not " + HEADER);
    }
    List<TraceRow> rows = new ArrayList<>(records.size() - 1);
    for (int index = 1; index < records.size(); index++) {
      rows.add(row(records.get(index), source + ", row " + index));
    }
    return rows;
  }

  private static void append(StringBuilder csv, TraceRow row) {
    csv.append(row.iteration()).append(',').append(row.passes());
    append(csv, row.seconds());
    append(csv, row.objective());
    append(csv, row.gradientNorm());
    append(csv, row.step());
    csv.append(',').append(row.searchRank());
    append(csv, row.convexObjective());
    append(csv, row.lowerBound());
    append(csv, row.relativeGap());
    append(csv, row.nu());
    csv.append(',').append(row.gapBound());
    csv.append(",\"").append(row.event().replace("\"", "\"\"")).append("\"\n");
  }

  private static void append(StringBuilder csv, double value) {
    csv.append(',');
    if (!Double.isNaN(value)) {
      csv.append(value);
    }
  }

  private static TraceRow row(List<String> fields, String place) {
    if (fields.size() != COLUMNS) {
      throw new InvalidInputException(
          String.format(Locale.ROOT, "%s: %d fields, not %d", place, fields.size(), COLUMNS));
    }
    try {
      return new TraceRow(
          Integer.parseInt(fields.get(0)),
          Long.parseLong(fields.get(1)),
          number(fields.get(2)),
          number(fields.get(3)),
          number(fields.get(4)),
          number(fields.get(5)),
          Integer.parseInt(fields.get(6)),
          number(fields.get(7)),
          number(fields.get(8)),
          number(fields.get(9)),
          number(fields.get(10)),
          fields.get(11),
          fields.get(12));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(place + ": not a number: " + e.getMessage(), e);
    }
  }

  private static double number(String field) {
    return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
  }
}
