package org.overrank.data.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Columns by how many cells of theirs are known; of as many, the smaller index comes first. */
public final class PopularColumns {
  /** Popular is the tenth of the columns with the most cells. */
  private static final int SHARE = 10;

  private PopularColumns() {}

  /**
   * All columns with cells.
   *
   * @param counts by column
   * @return their indices, most popular first
   */
  public static int[] order(long[] counts) {
    List<Integer> cols = new ArrayList<>();
    for (int col = 0; col < counts.length; col++) {
      if (counts[col] > 0) {
        cols.add(col);
      }
    }
    cols.sort(Comparator.comparingLong((Integer col) -> -counts[col]));
    return cols.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The popular ones.
   *
   * @param counts by column
   * @return a tenth of the columns with cells, and at least one
   */
  public static BitSet of(long[] counts) {
    int[] order = order(counts);
    BitSet popular = new BitSet();
    for (int k = 0; k < Math.max(1, order.length / SHARE) && k < order.length; k++) {
      popular.set(order[k]);
    }
    return popular;
  }
}
