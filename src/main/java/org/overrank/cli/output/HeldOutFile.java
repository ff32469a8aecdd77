package org.overrank.cli.output;

import java.io.IOException;
import java.io.Writer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.run.HeldOutMatrix;
import org.overrank.spark.entries.HeldOutCells;

/** The cells that were held out, with what was measured and what is predicted, as CSV. */
final class HeldOutFile {
  private HeldOutFile() {}

  /**
   * Writes the file: the cells that the hold-out error is over, by rows and in a row by columns.
   *
   * @param cells that were held out
   * @param heldOut what predicts
   * @param source names of the columns
   * @param out where; not closed
   * @throws IOException if it cannot be written
   */
  static void write(
      HeldOutCells cells, HeldOutMatrix heldOut, ModelMetadata.Source source, Writer out)
      throws IOException {
    out.write(CsvLine.of(source.row(), source.col(), "actual", "predicted"));
    LowRankMatrix matrix = heldOut.matrix();
    cells.forEach(
        (row, col, value) -> {
          if (matrix.isKnownRow(row) && matrix.isKnownCol(col)) {
            out.write(
                CsvLine.of(
                    matrix.rows().idAt(row).toString(),
                    matrix.cols().idAt(col).toString(),
                    Double.toString(value),
                    Double.toString(heldOut.clip().clip(matrix.predict(row, col)))));
          }
        });
  }
}
