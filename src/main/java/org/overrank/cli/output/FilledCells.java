package org.overrank.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import org.overrank.data.MeasuredData;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.model.UnmeasuredCells;

/** The cells that nobody measured, with their predictions, as CSV. */
final class FilledCells {
  private static final double MOST = 20_000_000;

  private FilledCells() {}

  /**
   * Refuses a file that nobody could use.
   *
   * @param data the measurements
   */
  static void requireFew(MeasuredData data) {
    double cells = (double) data.shape().rows() * data.shape().cols();
    double unmeasured = cells - data.counts().train() - data.counts().heldOut();
    if (unmeasured > MOST) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "--fill would write about %,.0f cells, more than %,.0f: use predict for those that"
                  + " matter",
              unmeasured,
              MOST));
    }
  }

  /**
   * Writes the file.
   *
   * @param data the measurements
   * @param matrix what predicts
   * @param source names of the columns
   * @param out where; not closed
   * @throws IOException if it cannot be written
   */
  static void write(EntryData data, LowRankMatrix matrix, ModelMetadata.Source source, Writer out)
      throws IOException {
    out.write(line(quoted(source.row()), quoted(source.col()), quoted(source.value())));
    try {
      UnmeasuredCells.forEach(data, (row, col) -> write(matrix, row, col, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(LowRankMatrix matrix, int row, int col, Writer out) {
    String rowId = quoted(matrix.rows().idAt(row).toString());
    String colId = quoted(matrix.cols().idAt(col).toString());
    try {
      out.write(line(rowId, colId, Double.toString(matrix.predict(row, col))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String row, String col, String value) {
    return row + "," + col + "," + value + "\n";
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
