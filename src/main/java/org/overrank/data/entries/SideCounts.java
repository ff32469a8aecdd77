package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;

/** Training entries of each column, those that count, and the rows that have none; on the wire. */
public final class SideCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] cols;
  private final long[] others;
  private int coldRows;

  private SideCounts(int cols) {
    this.cols = new long[cols];
    this.others = new long[cols];
  }

  /**
   * Counts one block.
   *
   * @param entries the block's training entries
   * @param cols d2
   * @return its counts
   */
  public static SideCounts of(SortedEntries entries, int cols) {
    return of(entries, cols, Unobserved.NOTHING);
  }

  /**
   * Counts one block.
   *
   * @param entries the block's training entries
   * @param cols d2
   * @param unobserved says which entries count for a penalty
   * @return its counts
   */
  public static SideCounts of(SortedEntries entries, int cols, Unobserved unobserved) {
    SideCounts counts = new SideCounts(cols);
    for (int k = 0; k < entries.range().size(); k++) {
      counts.coldRows += entries.offsets()[k + 1] == entries.offsets()[k] ? 1 : 0;
    }
    for (int e = 0; e < entries.count(); e++) {
      int col = entries.cols()[e];
      counts.cols[col]++;
      counts.others[col] += unobserved.counts(entries.values()[e]) ? 0 : 1;
    }
    return counts;
  }

  /** Adds to this one; exact, so in any order. */
  public SideCounts plus(SideCounts other) {
    coldRows += other.coldRows;
    for (int b = 0; b < cols.length; b++) {
      cols[b] += other.cols[b];
      others[b] += other.others[b];
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

  /**
   * What columns are penalised by: n, or n⁺ where only those count whose value is above 0.
   *
   * @return by column, 0 where there is no entry
   */
  long[] penalised() {
    long[] result = new long[cols.length];
    Arrays.setAll(result, b -> penalised(cols[b], others[b]));
    return result;
  }

  /**
   * What a row or column is penalised by. One that has entries that do not count alone is zero at
   * every optimum, whatever it is penalised by; that is 1.
   */
  static long penalised(long all, long others) {
    return all > 0 ? Math.max(1, all - others) : 0;
  }
}
