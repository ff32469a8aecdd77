package org.overrank.data.entries;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.sensing.RowRange;

/** Writes entries that come in order, row after row. */
final class SortedWriter {
  private final RowRange range;
  private final int[] offsets;
  private final int[] cols;
  private final double[] values;
  private final double @Nullable [] weights;
  private int size;

  /**
   * An empty result.
   *
   * @param range the rows
   * @param capacity the most entries there can be
   * @param weighted whether weights are to be kept
   */
  SortedWriter(RowRange range, int capacity, boolean weighted) {
    this.range = range;
    this.offsets = new int[range.size() + 1];
    this.cols = new int[capacity];
    this.values = new double[capacity];
    this.weights = weighted ? new double[capacity] : null;
  }

  void add(int col, double value, double weight) {
    cols[size] = col;
    values[size] = value;
    if (weights != null) {
      weights[size] = weight;
    }
    size++;
  }

  /**
   * Says that all entries of a row have been added.
   *
   * @param row from 0 in the range; rows come in order
   */
  void endRow(int row) {
    offsets[row + 1] = size;
  }

  /** The entries, without their numbers in the input. */
  SortedEntries finish() {
    return finish(range);
  }

  /**
   * The entries of as many rows as have been ended.
   *
   * @param rows what they are
   */
  SortedEntries finish(RowRange rows) {
    boolean full = size == cols.length;
    double[] kept = weights == null || full ? weights : Arrays.copyOf(weights, size);
    return new SortedEntries(
        rows,
        rows.size() == range.size() ? offsets : Arrays.copyOf(offsets, rows.size() + 1),
        full ? cols : Arrays.copyOf(cols, size),
        full ? values : Arrays.copyOf(values, size),
        kept,
        new long[0]);
  }
}
