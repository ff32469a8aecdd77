package org.overrank.data.entries;

import java.util.Arrays;

/**
 * What a fit knows nothing of: ids of which every entry was held out. They are treated as ids that
 * are not in the table at all.
 *
 * @param rows rows without training entries
 * @param cols columns without training entries
 * @param heldOut held-out entries in such a row or column, over which no error is taken
 */
public record ColdCounts(int rows, int cols, long heldOut) {
  /** Every row and column is known. */
  public static final ColdCounts NONE = new ColdCounts(0, 0, 0);

  /**
   * Counts what the hold-out has emptied.
   *
   * @param counts of the training entries
   * @param heldOut held-out entries in rows and columns without
   * @return the counts
   */
  public static ColdCounts of(SideCounts counts, long heldOut) {
    long cols = Arrays.stream(counts.cols()).filter(n -> n == 0).count();
    return new ColdCounts(counts.coldRows(), (int) cols, heldOut);
  }
}
