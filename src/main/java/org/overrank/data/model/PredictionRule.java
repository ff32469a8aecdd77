package org.overrank.data.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a cell.
 *
 * @param cold what where an id is not known
 * @param clip to which predictions, and ends of intervals, are clipped
 * @param margin half the width of intervals, or NaN if there are none
 * @param isLink whether cells are told on the scale of the link, and not of the values
 */
public record PredictionRule(ColdPolicy cold, ValueRange clip, double margin, boolean isLink)
    implements Serializable {
  /**
   * Predictions as they come.
   *
   * @param cold what where an id is not known
   * @return a rule without a range and without intervals
   */
  public static PredictionRule plain(ColdPolicy cold) {
    return new PredictionRule(cold, ValueRange.ALL, Double.NaN, false);
  }

  /** {@return whether intervals are told} */
  public boolean hasInterval() {
    return !Double.isNaN(margin);
  }

  /**
   * The prediction of a cell.
   *
   * @param matrix what predicts
   * @param row index of the row, or −1 if there is none
   * @param col index of the column, or −1 if there is none
   * @return the prediction, and the ends of its interval if those are told, NaN where an id is not
   *     known; null where the cell shall be dropped
   */
  public double @Nullable [] of(LowRankMatrix matrix, int row, int col) {
    boolean unknown = isCold(matrix, row, col);
    if (unknown && cold == ColdPolicy.DROP) {
      return null;
    }
    double value =
        unknown && cold == ColdPolicy.NAN
            ? Double.NaN
            : clip.clip(isLink ? matrix.link(row, col) : matrix.predict(row, col));
    if (!hasInterval()) {
      return new double[] {value};
    }
    double half = unknown ? Double.NaN : margin;
    return new double[] {value, clip.clip(value - half), clip.clip(value + half)};
  }

  /**
   * Whether a cell is in a row or column that the fit has not seen.
   *
   * @param matrix what predicts
   * @param row index of the row, or −1 if there is none
   * @param col index of the column, or −1 if there is none
   * @return true if either is not known
   */
  public static boolean isCold(LowRankMatrix matrix, int row, int col) {
    return !matrix.isKnownRow(row) || !matrix.isKnownCol(col);
  }
}
