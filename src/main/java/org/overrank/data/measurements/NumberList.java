package org.overrank.data.measurements;

import org.jspecify.annotations.Nullable;

/** Some numbers as a cell of a table holds them. */
public final class NumberList {
  private final double[] values;
  private final int @Nullable [] indices;
  private final int size;
  private final int lists;

  private NumberList(double[] values, int @Nullable [] indices, int size, int lists) {
    this.values = values;
    this.indices = indices;
    this.size = size;
    this.lists = lists;
  }

  /**
   * A plain list.
   *
   * @param values all of its numbers, not copied
   * @return the list
   */
  public static NumberList plain(double[] values) {
    return new NumberList(values, null, values.length, -1);
  }

  /** So many lists of the same length, one behind the other. */
  public static NumberList nested(double[] values, int lists) {
    return new NumberList(values, null, values.length, lists);
  }

  /** Values at some places of a vector with zeros; size −1 where the cell does not say. */
  public static NumberList sparse(double[] values, int[] indices, int size) {
    return new NumberList(values, indices, size, -1);
  }

  /** {@return the numbers that are written down} */
  public double[] values() {
    return values;
  }

  /** Where the values stand, or null if all are there. */
  public int @Nullable [] indices() {
    return indices;
  }

  /** How many numbers, zeros included; −1 where the cell does not say. */
  public int size() {
    return size;
  }

  /** How many lists the numbers came in, −1 for a plain list. */
  public int lists() {
    return lists;
  }
}
