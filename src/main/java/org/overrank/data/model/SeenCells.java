package org.overrank.data.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cells of a matrix that are known to somebody, by rows. A cell may be marked: its column is ~col.
 */
public final class SeenCells {
  private static final long COL = 0xffffffffL;

  private final long[] cells;

  /**
   * Sorts them.
   *
   * @param parts rows and columns, one after the other: a row's index, a column's, a row's, ...
   */
  public SeenCells(List<int[]> parts) {
    this(parts, false);
  }

  /**
   * Sorts those that are marked, or those that are not.
   *
   * @param parts rows and columns in turn; −1 − col for the column of a marked cell
   * @param marked which to take
   */
  public SeenCells(List<int[]> parts, boolean marked) {
    this.cells =
        parts.stream()
            .flatMapToLong(
                part ->
                    IntStream.range(0, part.length / 2)
                        .filter(k -> part[2 * k + 1] < 0 == marked)
                        .mapToLong(k -> cell(part[2 * k], part[2 * k + 1])))
            .sorted()
            .toArray();
  }

  private static long cell(int row, int col) {
    return ((long) row << 32) | (col < 0 ? ~col : col);
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
