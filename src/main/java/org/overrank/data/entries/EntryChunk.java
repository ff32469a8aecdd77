package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Entries as coordinates in plain arrays; what a shuffle moves.
 *
 * <p>{@code order} puts entries of one cell in a fixed sequence, so that the result of a merge does
 * not depend on the order of arrival. Its last bit is a mark: whether the entry is to be held out.
 */
public final class EntryChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] rows;
  private final int[] cols;
  private final double[] values;
  private final double @Nullable [] weights;
  private final long[] orders;
  private final long @Nullable [] keys;

  /**
   * A chunk whose places are still to be set.
   *
   * @param values value of each entry, not copied
   * @param weights weight of each entry, not copied, or null if all are 1
   */
  public EntryChunk(double[] values, double @Nullable [] weights) {
    this(values, weights, null);
  }

  /**
   * A chunk whose places are still to be set.
   *
   * @param values value of each entry, not copied
   * @param weights weight of each entry, not copied, or null if all are 1
   * @param keys what tells which entry of a row is the last, not copied, or null
   */
  EntryChunk(double[] values, double @Nullable [] weights, long @Nullable [] keys) {
    this(
        new int[values.length],
        new int[values.length],
        values,
        weights,
        new long[values.length],
        keys);
  }

  private EntryChunk(
      int[] rows,
      int[] cols,
      double[] values,
      double @Nullable [] weights,
      long[] orders,
      long @Nullable [] keys) {
    this.rows = rows;
    this.cols = cols;
    this.values = values;
    this.weights = weights;
    this.orders = orders;
    this.keys = keys;
  }

  /**
   * The same entries with other numbers of rows.
   *
   * @param rowOf by number
   * @return over the same arrays but for the rows
   */
  EntryChunk renumbered(int[] rowOf) {
    int[] renumbered = Arrays.stream(rows).map(row -> rowOf[row]).toArray();
    return new EntryChunk(renumbered, cols, values, weights, orders, keys);
  }

  /**
   * Puts an entry in its place, not to be held out.
   *
   * @param e which entry
   * @param row index of its row
   * @param col index of its column
   * @param number its number in the input
   */
  public void place(int e, int row, int col, long number) {
    place(e, row, col, number, false);
  }

  /**
   * Puts an entry in its place.
   *
   * @param e which entry
   * @param row index of its row
   * @param col index of its column
   * @param number its number in the input
   * @param marked whether it is to be held out
   */
  void place(int e, int row, int col, long number, boolean marked) {
    rows[e] = row;
    cols[e] = col;
    orders[e] = number << 1 | (marked ? 1 : 0);
  }

  /** The number in the input of an order. */
  static long number(long order) {
    return order >> 1;
  }

  /** The mark of an order. */
  static boolean isMarked(long order) {
    return (order & 1) != 0;
  }

  /**
   * Splits the chunk by ranges of rows, keeping the order within each.
   *
   * @param cut the ranges
   * @return by range; null where there are no entries
   */
  public @Nullable EntryChunk[] split(RangeCut cut) {
    return split(cut.parts(), cut::partOf, row -> row);
  }

  /**
   * Splits the chunk by rows, keeping the order within each part.
   *
   * @param parts how many parts there are
   * @param partOfRow the part of a row
   * @param renumbered the row's index there
   * @return by part; null where there are no entries
   */
  @Nullable EntryChunk[] split(int parts, IntUnaryOperator partOfRow, IntUnaryOperator renumbered) {
    int[] partOf = new int[rows.length];
    int[] sizes = new int[parts];
    for (int e = 0; e < rows.length; e++) {
      partOf[e] = partOfRow.applyAsInt(rows[e]);
      sizes[partOf[e]]++;
    }
    @Nullable EntryChunk[] result = new EntryChunk[parts];
    int[] filled = new int[parts];
    for (int e = 0; e < rows.length; e++) {
      int part = partOf[e];
      EntryChunk target = result[part];
      if (target == null) {
        int size = sizes[part];
        target =
            new EntryChunk(
                new double[size],
                weights == null ? null : new double[size],
                keys == null ? null : new long[size]);
        result[part] = target;
      }
      target.copy(this, e, filled[part]++, renumbered.applyAsInt(rows[e]));
    }
    return result;
  }

  private void copy(EntryChunk source, int from, int to, int row) {
    rows[to] = row;
    cols[to] = source.cols[from];
    orders[to] = source.orders[from];
    values[to] = source.values[from];
    if (weights != null) {
      weights[to] = source.weight(from);
    }
    if (keys != null) {
      keys[to] = source.key(from);
    }
  }

  int size() {
    return values.length;
  }

  int row(int e) {
    return rows[e];
  }

  int col(int e) {
    return cols[e];
  }

  double value(int e) {
    return values[e];
  }

  double weight(int e) {
    return weights == null ? 1 : weights[e];
  }

  /** What tells which entry of a row is the last; 0 where nothing does. */
  long key(int e) {
    return keys == null ? 0 : keys[e];
  }

  boolean hasKeys() {
    return keys != null;
  }

  boolean isWeighted() {
    return weights != null;
  }

  long order(int e) {
    return orders[e];
  }
}
