package org.overrank.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.overrank.cli.options.IntervalOption;
import org.overrank.data.MeasuredData;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.PredictionRule;
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
   * @param rule what is told of each cell
   * @param source names of the columns
   * @param out where; not closed
   * @throws IOException if it cannot be written
   */
  static void write(
      EntryData data,
      LowRankMatrix matrix,
      PredictionRule rule,
      ModelMetadata.Source source,
      Writer out)
      throws IOException {
    List<String> names = new ArrayList<>(List.of(source.row(), source.col(), source.value()));
    if (rule.hasInterval()) {
      names.addAll(List.of(IntervalOption.LOW, IntervalOption.HIGH));
    }
    out.write(CsvLine.of(names.toArray(String[]::new)));
    try {
      UnmeasuredCells.forEach(data, (row, col) -> write(matrix, rule, row, col, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(
      LowRankMatrix matrix, PredictionRule rule, int row, int col, Writer out) {
    double[] told = rule.of(matrix, row, col);
    if (told == null) {
      return;
    }
    String[] fields = new String[2 + told.length];
    fields[0] = matrix.rows().idAt(row).toString();
    fields[1] = matrix.cols().idAt(col).toString();
    for (int k = 0; k < told.length; k++) {
      fields[2 + k] = Double.toString(told[k]);
    }
    try {
      out.write(CsvLine.of(fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
