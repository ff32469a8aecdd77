package org.overrank.data.ranking;

import java.util.Arrays;

/** The same columns for everybody: those with the most cells. */
public final class Popularity implements PlainRanking {
  private static final long serialVersionUID = 1L;

  private final int[] order;

  /**
   * By counts.
   *
   * @param counts of cells with a value above 0, by column
   */
  public Popularity(long[] counts) {
    this.order = PopularColumns.order(counts);
  }

  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public int[] list(int[] known, int[] seen, int most) {
    return Arrays.stream(order)
        .filter(col -> Arrays.binarySearch(seen, col) < 0)
        .limit(most)
        .toArray();
  }
}
