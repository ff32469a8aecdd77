package org.overrank.data.model;

import java.util.Arrays;
import java.util.List;

/** Cells of a matrix that are known to somebody, by rows. */
public final class SeenCells {
  private static final long COL = 0xffffffffL;

  private final long[] cells;

  /**
   * Sorts them.
   *
   * @param parts rows and columns, one after the other: a row's index, a column's, a row's, ...
   */
  public SeenCells(List<int[]> parts) {
    long[] all = new long[parts.stream().mapToInt(part -> part.length / 2).sum()];
    int at = 0;
    for (int[] part : parts) {
      for (int k = 0; k < part.length; k += 2) {
        all[at++] = ((long) part[k] << 32) | part[k + 1];
      }
    }
    Arrays.sort(all);
    this.cells = all;
  }

  /**
   * The cells of a row.
   *
   * @param row its index
   * @return indices of columns, ascending, maybe some twice
   */
  public int[] cols(int row) {
    return Arrays.stream(cells, place(row), place(row + 1L))
        .mapToInt(cell -> (int) (cell & COL))
        .toArray();
  }

  private int place(long row) {
    int found = Arrays.binarySearch(cells, row << 32);
    int place = found < 0 ? -found - 1 : found;
    while (place > 0 && cells[place - 1] >= row << 32) {
      place--;
    }
    return place;
  }
}
