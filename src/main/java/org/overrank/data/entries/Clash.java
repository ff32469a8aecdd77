package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Two rows of the input that measure the same cell; goes over the wire.
 *
 * @param row index of the cell's row
 * @param col index of the cell's column
 * @param first number in the input of the cell's first row
 * @param second number of its second row
 */
public record Clash(int row, int col, long first, long second) implements Serializable {
  /**
   * Looks for rows of a wide table that have one id, whatever their cells.
   *
   * @param entries of such a table
   * @return the two of which the second comes first in the input, in the column of no meaning 0; or
   *     null
   */
  public static @Nullable Clash ofRows(SortedEntries entries) {
    Clash clash = null;
    for (int k = 0; k < entries.range().size(); k++) {
      long first = Long.MAX_VALUE;
      long second = Long.MAX_VALUE;
      for (int e = entries.offsets()[k]; e < entries.offsets()[k + 1]; e++) {
        long order = entries.order(e);
        if (order < first) {
          second = first;
          first = order;
        } else if (order > first && order < second) {
          second = order;
        }
      }
      if (second < (clash == null ? Long.MAX_VALUE : clash.second)) {
        clash = new Clash(entries.range().start() + k, 0, first, second);
      }
    }
    return clash;
  }
}
