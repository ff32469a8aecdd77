package org.overrank.data.entries;

import java.util.stream.IntStream;

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
   * @param scales of the problem, 0 where nothing is left to fit
   * @param rows d1
   * @param cols d2
   * @param heldOut held-out entries in such rows and columns
   * @return the counts
   */
  public static ColdCounts of(Scales scales, int rows, int cols, long heldOut) {
    return new ColdCounts(
        (int) IntStream.range(0, rows).filter(a -> scales.row(a) == 0).count(),
        (int) IntStream.range(0, cols).filter(b -> scales.col(b) == 0).count(),
        heldOut);
  }
}
