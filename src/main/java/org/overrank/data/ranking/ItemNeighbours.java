package org.overrank.data.ranking;

import java.util.Arrays;
import org.overrank.data.model.LargestValues;

/**
 * Columns like those of the row: by the sum, over a row's columns, of the cosines with each one's
 * {@value #NEAREST} nearest columns (item-kNN).
 *
 * <p>A column is the set of the rows that have a cell above 0 in it; the cosine of two is the size
 * of what they share over the root of the product of their sizes.
 */
public final class ItemNeighbours implements PlainRanking {
  /** How many of each column. */
  public static final int NEAREST = 100;

  private static final long serialVersionUID = 1L;

  private final int[][] nearest;
  private final double[][] cosines;

  /**
   * Neighbours that were found.
   *
   * @param nearest by column, not copied
   * @param cosines like them
   */
  public ItemNeighbours(int[][] nearest, double[][] cosines) {
    this.nearest = nearest;
    this.cosines = cosines;
  }

  /**
   * The nearest columns of some.
   *
   * @param from the first
   * @param to one past the last
   * @param rowsOf by column, the rows that have it
   * @param colsOf by row, the columns that it has
   * @return of those columns alone
   */
  public static ItemNeighbours of(int from, int to, int[][] rowsOf, int[][] colsOf) {
    int[][] nearest = new int[to - from][];
    double[][] cosines = new double[to - from][];
    int[] shared = new int[rowsOf.length];
    LargestValues largest = new LargestValues(Math.min(NEAREST, rowsOf.length));
    for (int b = from; b < to; b++) {
      Arrays.fill(shared, 0);
      for (int row : rowsOf[b]) {
        for (int col : colsOf[row]) {
          shared[col]++;
        }
      }
      largest.clear();
      for (int col = 0; col < shared.length; col++) {
        if (col != b && shared[col] > 0) {
          double sizes = (double) rowsOf[b].length * rowsOf[col].length;
          largest.offer(shared[col] / Math.sqrt(sizes), col);
        }
      }
      nearest[b - from] = new int[largest.size()];
      cosines[b - from] = new double[largest.size()];
      take(largest, nearest[b - from], cosines[b - from]);
    }
    return new ItemNeighbours(nearest, cosines);
  }

  private static void take(LargestValues largest, int[] indices, double[] values) {
    for (int place = indices.length - 1; place >= 0; place--) {
      largest.takeLeast(place, indices, values);
    }
  }

  /**
   * Those of further columns.
   *
   * @param more of the columns that come after these
   * @return of both
   */
  public ItemNeighbours then(ItemNeighbours more) {
    int[][] all = Arrays.copyOf(nearest, nearest.length + more.nearest.length);
    System.arraycopy(more.nearest, 0, all, nearest.length, more.nearest.length);
    double[][] values = Arrays.copyOf(cosines, all.length);
    System.arraycopy(more.cosines, 0, values, nearest.length, more.nearest.length);
    return new ItemNeighbours(all, values);
  }

  @Override
  public String name() {
    return "item-kNN";
  }

  @Override
  public int[] list(int[] known, int[] seen, int most) {
    double[] scores = new double[nearest.length];
    for (int col : known) {
      for (int k = 0; k < nearest[col].length; k++) {
        scores[nearest[col][k]] += cosines[col][k];
      }
    }
    LargestValues largest = new LargestValues(Math.min(most, scores.length));
    for (int col = 0; col < scores.length; col++) {
      if (scores[col] > 0 && Arrays.binarySearch(seen, col) < 0) {
        largest.offer(scores[col], col);
      }
    }
    int[] list = new int[largest.size()];
    take(largest, list, new double[list.length]);
    return list;
  }
}
