package org.overrank.sensing;

import java.io.Serializable;

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
}
