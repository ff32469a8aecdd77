package org.overrank.sensing;

import java.io.Serializable;
import java.util.List;

/**
 * The rows [start, end) of a factor.
 *
 * @param start first row
 * @param end one past the last row, at least {@code start}
 */
public record RowRange(int start, int end) implements Serializable {
  /** Checks the order of the ends. */
  public RowRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("row range [" + start + ", " + end + ")");
    }
  }

  /**
   * How many rows.
   *
   * @return end − start
   */
  public int size() {
    return end - start;
  }

  /**
   * These rows and those that follow.
   *
   * @param next ranges of which each begins where the one before ends
   * @return from this range's start to the end of the last
   * @throws IllegalStateException if there is a gap or an overlap
   */
  public RowRange through(List<RowRange> next) {
    int last = end;
    for (RowRange each : next) {
      if (each.start != last) {
        throw new IllegalStateException(each + " does not continue the rows before " + last);
      }
      last = each.end;
    }
    return new RowRange(start, last);
  }
}
