package org.overrank.cli.output;

import java.io.IOException;
import java.io.Writer;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.ModelMetadata;
import org.overrank.run.HeldOutMatrix;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.MatrixByRange;

/** The cells that were held out, with what was measured and what is predicted, as CSV. */
final class HeldOutFile {
  private HeldOutFile() {}

  /**
   * Writes the file: the cells that the hold-out error is over, by rows and in a row by columns.
   *
   * @param data what was held out of them
   * @param heldOut what predicts
   * @param source names of the columns
   * @param out where; not closed
   * @throws IOException if it cannot be written
   */
  static void write(EntryData data, HeldOutMatrix heldOut, ModelMetadata.Source source, Writer out)
      throws IOException {
    out.write(CsvLine.of(source.row(), source.col(), "actual", "predicted"));
    IdIndex cols = data.cols();
    try (MatrixByRange matrix = heldOut.byRange(data)) {
      data.forEachHeldOut(
          matrix,
          heldOut.clip(),
          (row, col, value, predicted) ->
              out.write(
                  CsvLine.of(
                      row.toString(),
                      cols.idAt(col).toString(),
                      Double.toString(value),
                      Double.toString(predicted))));
    }
  }
}
