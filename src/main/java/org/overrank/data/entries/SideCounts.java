package org.overrank.data.entries;

import java.io.Serializable;

/** Training entries of each column, and the rows that have none; goes over the wire. */
public final class SideCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] cols;
  private int coldRows;

  private SideCounts(int cols) {
    this.cols = new long[cols];
  }

  /**
   * Counts one block.
   *
   * @param entries the block's training entries
   * @param cols d2
   * @return its counts
   */
  public static SideCounts of(SortedEntries entries, int cols) {
    SideCounts counts = new SideCounts(cols);
    for (int k = 0; k < entries.range().size(); k++) {
      counts.coldRows += entries.offsets()[k + 1] == entries.offsets()[k] ? 1 : 0;
    }
    for (int col : entries.cols()) {
      counts.cols[col]++;
    }
    return counts;
  }

  /** Adds to this one; exact, so in any order. */
  public SideCounts plus(SideCounts other) {
    coldRows += other.coldRows;
    for (int b = 0; b < cols.length; b++) {
      cols[b] += other.cols[b];
    }
    return this;
  }

  /** {@return entries of each column} */
  public long[] cols() {
    return cols;
  }

  /** {@return rows without entries} */
  public int coldRows() {
    return coldRows;
  }
}
