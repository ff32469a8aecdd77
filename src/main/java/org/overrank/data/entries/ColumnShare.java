package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What one block knows of the columns; goes over the wire: sums, and where each column begins and
 * ends within the block.
 */
public final class ColumnShare implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] sums;
  private final int[] rows;
  private final double[] values;

  private ColumnShare(double[] sums, int[] rows, double[] values) {
    this.sums = sums;
    this.rows = rows;
    this.values = values;
  }

  /**
   * The share of one block.
   *
   * @param block the training entries
   * @param cols d2
   * @param withEnds whether the ends are wanted too
   * @return its share
   */
  public static ColumnShare of(SortedEntries block, int cols, boolean withEnds) {
    double[] sums = new double[2 * cols];
    int[] rows = new int[withEnds ? 2 * cols : 0];
    double[] values = new double[rows.length];
    Arrays.fill(rows, -1);
    for (int k = 0; k < block.range().size(); k++) {
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int col = block.cols()[e];
        sums[col] += block.weight(e) * block.values()[e];
        sums[cols + col] += block.weight(e);
        if (withEnds) {
          int row = block.range().start() + k;
          if (rows[col] < 0) {
            rows[col] = row;
            values[col] = block.values()[e];
          }
          rows[cols + col] = row;
          values[cols + col] = block.values()[e];
        }
      }
    }
    return new ColumnShare(sums, rows, values);
  }

  /** By column Σ w y, then by column Σ w; the live array, length 2 d2. */
  public double[] sums() {
    return sums;
  }

  /** By column the first row with an entry or −1, then by column the last; the live array. */
  int[] rows() {
    return rows;
  }

  /** By column the value in the first row, then by column that in the last; the live array. */
  double[] values() {
    return values;
  }
}
