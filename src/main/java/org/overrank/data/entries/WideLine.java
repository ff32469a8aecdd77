package org.overrank.data.entries;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.NumberText;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TextFields;

/** A line of a wide CSV table; each character is a byte. */
public final class WideLine {
  private final CsvLayout layout;
  private final WideHeader header;
  private final MissingMarks missing;
  private final WideCells cells;
  private final TextFields fields;
  private String line = "";
  private String id = "";

  /**
   * A reader of lines.
   *
   * @param layout how they are written
   * @param header the columns
   * @param form what is not a value
   */
  public WideLine(CsvLayout layout, WideHeader header, WideForm form) {
    this.layout = layout;
    this.header = header;
    this.missing = new MissingMarks(form.missing(), layout.decimal());
    this.cells = new WideCells(header);
    this.fields = new TextFields(layout.separatorBytes());
  }

  /**
   * Whether a line has no record.
   *
   * @param text the line without its end
   * @return true if nothing stands in it
   */
  public boolean isBlank(String text) {
    return text.isBlank() && !text.contains(layout.separatorBytes());
  }

  /**
   * Reads a line.
   *
   * @param text the line without its end
   * @return what is wrong with it, or null
   */
  public @Nullable String read(String text) {
    line = text;
    boolean whole = fields.cut(text);
    if (!whole || fields.count() != header.fields()) {
      return "not a record of "
          + header.fields()
          + " fields: "
          + Shown.cell(layout.encoding().textOf(text))
          + (whole
              ? ", which are " + fields.count()
              : "; a quote in it is not closed, or closed too soon");
    }
    String stored = fields.text(header.rowAt());
    String problem = layout.encoding().problemOf(stored, header.row());
    if (problem != null) {
      return problem;
    }
    if (stored.isEmpty()) {
      return (header.row().isEmpty() ? "the row's id" : header.row()) + " is missing";
    }
    id = layout.encoding().textOf(stored);
    return cellsProblem();
  }

  private @Nullable String cellsProblem() {
    for (int place : header.unnamed()) {
      if (!fields.text(place).isBlank()) {
        return "field "
            + (place + 1)
            + " "
            + Shown.cell(layout.encoding().textOf(fields.text(place)))
            + " is of a column without a name";
      }
    }
    cells.clear();
    for (int k = 0; k < header.places().size(); k++) {
      String stored = fields.text(header.places().get(k));
      double value = NumberText.parse(stored, layout.decimal());
      if (!Double.isNaN(value)) {
        takeNumber(k, stored, value);
      } else if (stored.isBlank()) {
        cells.skip(k);
      } else {
        takeWord(k, layout.encoding().textOf(stored));
      }
    }
    return cells.problem();
  }

  private void takeNumber(int k, String stored, double value) {
    if (missing.has(value)) {
      cells.skip(k);
    } else {
      cells.take(k, stored, value);
    }
  }

  private void takeWord(int k, String word) {
    if (missing.has(word)) {
      cells.skip(k);
    } else {
      cells.take(k, word, Double.NaN);
    }
  }

  /** {@return the row's id} */
  public String id() {
    return id;
  }

  /** {@return the values} */
  public WideCells cells() {
    return cells;
  }

  /**
   * The line with a number in the place of what stands for none; the rest is as it was.
   *
   * @param predicted by the matrix's columns
   * @return the line without its end
   */
  public String filled(IntToDoubleFunction predicted) {
    StringBuilder text = new StringBuilder(line.length());
    int done = 0;
    for (int k = 0; k < header.places().size(); k++) {
      if (Double.isNaN(cells.value(k))) {
        int place = header.places().get(k);
        String quote = fields.isQuoted(place) ? "\"" : "";
        text.append(line, done, fields.start(place))
            .append(quote)
            .append(layout.decimal().text(predicted.applyAsDouble(k)))
            .append(quote);
        done = fields.end(place);
      }
    }
    return text.append(line, done, line.length()).toString();
  }
}
