package org.overrank.data.entries;

import java.io.Serializable;

/** Training entries of each row and each column; goes over the wire. */
public final class SideCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] rows;
  private final long[] cols;

  private SideCounts(int rows, int cols) {
    this.rows = new long[rows];
    this.cols = new long[cols];
  }

  /**
   * Counts one block.
   *
   * @param entries the block's training entries
   * @param rows d1
   * @param cols d2
   * @return its counts
   */
  public static SideCounts of(SortedEntries entries, int rows, int cols) {
    SideCounts counts = new SideCounts(rows, cols);
    for (int k = 0; k < entries.range().size(); k++) {
      int count = entries.offsets()[k + 1] - entries.offsets()[k];
      counts.rows[entries.range().start() + k] = count;
    }
    for (int col : entries.cols()) {
      counts.cols[col]++;
    }
    return counts;
  }

  /** Adds to this one; exact, so in any order. */
  public SideCounts plus(SideCounts other) {
    for (int a = 0; a < rows.length; a++) {
      rows[a] += other.rows[a];
    }
    for (int b = 0; b < cols.length; b++) {
      cols[b] += other.cols[b];
    }
    return this;
  }

  /** {@return entries of each row} */
  public long[] rows() {
    return rows;
  }

  /** {@return entries of each column} */
  public long[] cols() {
    return cols;
  }
}
