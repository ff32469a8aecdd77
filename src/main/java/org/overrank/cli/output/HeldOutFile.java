package org.overrank.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.run.HeldOutMatrix;
import org.overrank.spark.entries.HeldOutCells;

/** The cells that were held out, with what was measured and what is predicted, as CSV. */
final class HeldOutFile {
  private HeldOutFile() {}

  /**
   * Writes the file: the cells that the hold-out error is over, by rows and in a row by columns;
   * the partitions are fetched one after the other.
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
    Iterator<SortedEntries> blocks = cells.values().toLocalIterator();
    while (blocks.hasNext()) {
      write(blocks.next(), cells.unit(), heldOut, out);
    }
  }

  private static void write(SortedEntries block, int unit, HeldOutMatrix heldOut, Writer out)
      throws IOException {
    LowRankMatrix matrix = heldOut.matrix();
    for (int k = 0; k < block.range().size(); k++) {
      int row = block.range().start() + k;
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int col = block.cols()[e];
        if (matrix.isKnownRow(row) && matrix.isKnownCol(col)) {
          out.write(
              CsvLine.of(
                  matrix.rows().idAt(row).toString(),
                  matrix.cols().idAt(col).toString(),
                  Double.toString(Math.scalb(block.values()[e], unit)),
                  Double.toString(heldOut.clip().clip(matrix.predict(row, col)))));
        }
      }
    }
  }
}
