package org.overrank.data.picture;

import java.io.Serializable;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;

/** How a matrix predicts the cells of some blocks; goes over the wire. */
public final class CellErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PredictedSample sample;
  private final WorstLines rows = new WorstLines();
  private final double[] colSquares;
  private final long[] colCounts;

  private CellErrors(long all, int cols) {
    this.sample = new PredictedSample(all);
    this.colSquares = new double[cols];
    this.colCounts = new long[cols];
  }

  /**
   * Of one block.
   *
   * @param block its cells, divided by 2 to a power
   * @param power that power
   * @param matrix what predicts, in the units of the data
   * @param clip to which predictions are clipped
   * @param all how many cells there are in all blocks
   * @param unit errors are divided by 2 to this power, so that their squares are finite
   * @return the errors, over cells whose row and column have training entries
   */
  public static CellErrors of(
      SortedEntries block, int power, LowRankMatrix matrix, ValueRange clip, long all, int unit) {
    CellErrors errors = new CellErrors(all, matrix.cols().size());
    for (int k = 0; k < block.range().size(); k++) {
      int row = block.range().start() + k;
      double squares = 0;
      long count = 0;
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int col = block.cols()[e];
        if (matrix.isKnownRow(row) && matrix.isKnownCol(col)) {
          double actual = Math.scalb(block.values()[e], power);
          double predicted = clip.clip(matrix.predict(row, col));
          double error = Math.scalb(predicted - actual, -unit);
          squares += error * error;
          count++;
          errors.colSquares[col] += error * error;
          errors.colCounts[col]++;
          errors.sample.offer(row, col, actual, predicted);
        }
      }
      errors.rows.offer(row, count, squares);
    }
    errors.sample.trim();
    return errors;
  }

  /**
   * Adds the errors on other blocks.
   *
   * @param other the blocks after these
   * @return this
   */
  public CellErrors plus(CellErrors other) {
    sample.plus(other.sample);
    rows.plus(other.rows);
    for (int b = 0; b < colCounts.length; b++) {
      colSquares[b] += other.colSquares[b];
      colCounts[b] += other.colCounts[b];
    }
    return this;
  }

  /**
   * What is shown of all blocks.
   *
   * @param heldOut whether of cells that were held out
   * @param count how many cells there are
   * @param matrix whose ids they go by
   * @param unit as for {@link #of}
   * @return predictions and the worst rows and columns
   */
  public Predictions shown(boolean heldOut, long count, LowRankMatrix matrix, int unit) {
    WorstLines cols = new WorstLines();
    for (int b = 0; b < colCounts.length; b++) {
      cols.offer(b, colCounts[b], colSquares[b]);
    }
    return Predictions.of(
        heldOut,
        count,
        sample,
        rows.shown(index -> matrix.rows().idAt(index).toString(), unit),
        cols.shown(index -> matrix.cols().idAt(index).toString(), unit));
  }
}
