package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * What cells say that are not in the table: nothing, or zero with a weight, as where the table is
 * of clicks (theory, section 8).
 *
 * @param weight α0 of such a cell; 0 where it says nothing
 * @param confidence α, where a value r is no value but says how sure it is that the cell is 1 (r
 *     &gt; 0) or 0, with the weight 1 + α|r|, as ALS's {@code implicitPrefs} has it; else null
 * @param everywhere whether the weight is added in the cells of the table too, as iALS does
 */
public record Unobserved(double weight, @Nullable Double confidence, boolean everywhere)
    implements Serializable {
  /** Cells that are not in the table say nothing. */
  public static final Unobserved NOTHING = new Unobserved(0, null, false);

  /** Checks the ranges. */
  public Unobserved {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "unobserved-weight must be a number of at least 0: " + weight);
    }
    if (confidence != null && !(confidence >= 0 && confidence < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("confidence must be a number of at least 0: " + confidence);
    }
    if (confidence != null && weight == 0) {
      throw new InvalidInputException(
          "confidence is in cells being 1 or 0, and cells that are not in the table are 0:"
              + " unobserved-weight must be above 0");
    }
  }

  /**
   * Whether all cells are measured.
   *
   * @return false where those that are not in the table say nothing
   */
  public boolean isOn() {
    return weight > 0;
  }

  /**
   * What is done with several entries of a cell by who counts each, as ALS does.
   *
   * @return keep, where the cell then weighs no less than one that is not in the table; else mean
   */
  public DuplicatePolicy keeping() {
    boolean heavy = confidence != null && weight <= 1;
    return !isOn() || heavy ? DuplicatePolicy.KEEP : DuplicatePolicy.MEAN;
  }

  /**
   * The same under a regularizer.
   *
   * @param regularizer of the problem
   * @return with the background everywhere for iALS's
   */
  Unobserved under(Regularizer regularizer) {
    return new Unobserved(weight, confidence, everywhere || regularizer == Regularizer.FREQUENCY);
  }

  /**
   * Whether an entry counts among those of its row and column: all do but those of ALS's zeros.
   *
   * @param value of the entry, or anything of its sign
   * @return false for a confidence in 0
   */
  public boolean counts(double value) {
    return confidence == null || value > 0;
  }

  /**
   * What a table of confidences says of its cells.
   *
   * @param entries values r divided by 2 to the unit, of weight 1
   * @param unit of the values, and of the result's
   * @return values 1 or 0 with weights 1 + α|r|; the entries themselves where they are values
   */
  public SortedEntries preferences(SortedEntries entries, int unit) {
    if (confidence == null) {
      return entries;
    }
    double one = Math.scalb(1.0, -unit);
    double[] values = new double[entries.count()];
    double[] weights = new double[entries.count()];
    for (int e = 0; e < values.length; e++) {
      double r = Math.scalb(entries.values()[e], unit);
      values[e] = r > 0 ? one : 0;
      weights[e] = 1 + confidence * Math.abs(r);
      if (weights[e] == Double.POSITIVE_INFINITY) {
        throw new InvalidInputException(
            "confidence " + confidence + " times the value " + r + " is too large a weight");
      }
    }
    return new SortedEntries(
        entries.range(), entries.offsets(), entries.cols(), values, weights, entries.orders());
  }

  /**
   * The measurements of cells beside a background that leaves them out: one a cell, and with the
   * background's own where it is everywhere, Σ(m − y)² + α0 m² = (1 + α0)(m − y/(1 + α0))² + ….
   *
   * <p>Entries of one cell, whose background is left out once for each (ALS's way), are together
   * one of weight Σ(w − α0) + α0.
   *
   * @param entries values and weights
   * @param unit roots of weights are divided by 2 to this power
   * @return one entry a cell, of the same objective but for a constant
   */
  SortedEntries apart(SortedEntries entries, int unit) {
    if (!isOn()) {
      return entries;
    }
    double background = Math.scalb(weight, -2 * unit);
    double own = everywhere ? background : 0;
    SortedWriter cells = new SortedWriter(entries.range(), entries.count(), true);
    for (int row = 0; row < entries.range().size(); row++) {
      int end = entries.offsets()[row + 1];
      for (int e = entries.offsets()[row]; e < end; ) {
        int col = entries.cols()[e];
        double w = entries.weight(e) + own;
        double wy = entries.weight(e) * entries.values()[e];
        for (e++; e < end && entries.cols()[e] == col; e++) {
          w += entries.weight(e) - background + own;
          wy += entries.weight(e) * entries.values()[e];
        }
        cells.add(col, wy / w, w);
      }
      cells.endRow(row);
    }
    return cells.finish();
  }
}
