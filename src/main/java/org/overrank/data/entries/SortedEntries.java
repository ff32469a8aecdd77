package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.RowRange;

/**
 * Entries of a range of rows as compressed sparse rows, in the order of (row, column, number in the
 * input). The order is total, so the arrays do not depend on how the entries came together.
 */
public final class SortedEntries implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX = Integer.MAX_VALUE - 8;

  private final RowRange range;
  private final int[] offsets;
  private final int[] cols;
  private final double[] values;
  private final double @Nullable [] weights;
  private final long[] orders;
  private final long @Nullable [] keys;

  /**
   * Entries over arrays that are not copied.
   *
   * @param range the rows
   * @param offsets where each row's entries begin; length range.size() + 1
   * @param cols column of each entry
   * @param values value of each entry
   * @param weights weight of each entry, or null if all are 1
   * @param orders number of each entry in the input, and its mark; empty when no longer needed
   */
  SortedEntries(
      RowRange range,
      int[] offsets,
      int[] cols,
      double[] values,
      double @Nullable [] weights,
      long[] orders) {
    this(range, offsets, cols, values, weights, orders, null);
  }

  private SortedEntries(
      RowRange range,
      int[] offsets,
      int[] cols,
      double[] values,
      double @Nullable [] weights,
      long[] orders,
      long @Nullable [] keys) {
    this.range = range;
    this.offsets = offsets;
    this.cols = cols;
    this.values = values;
    this.weights = weights;
    this.orders = orders;
    this.keys = keys;
  }

  /**
   * Merges chunks.
   *
   * @param range the rows; no entry is outside
   * @param chunks entries in any order
   * @return all of them, sorted
   * @throws InvalidInputException if an array cannot hold them
   */
  public static SortedEntries merge(RowRange range, List<EntryChunk> chunks) {
    long count = chunks.stream().mapToLong(EntryChunk::size).sum();
    if (count > MAX) {
      throw new InvalidInputException(
          String.format("a block of %d entries is too large: ask for more partitions", count));
    }
    boolean weighted = chunks.stream().anyMatch(EntryChunk::isWeighted);
    SortedEntries merged =
        new SortedEntries(
            range,
            offsets(range, chunks),
            new int[(int) count],
            new double[(int) count],
            weighted ? new double[(int) count] : null,
            new long[(int) count],
            chunks.stream().anyMatch(EntryChunk::hasKeys) ? new long[(int) count] : null);
    merged.scatter(chunks);
    for (int row = 0; row < range.size(); row++) {
      new RowSort(merged, row).run();
    }
    return merged;
  }

  private static int[] offsets(RowRange range, List<EntryChunk> chunks) {
    int[] offsets = new int[range.size() + 1];
    for (EntryChunk chunk : chunks) {
      for (int e = 0; e < chunk.size(); e++) {
        offsets[chunk.row(e) - range.start() + 1]++;
      }
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    return offsets;
  }

  private void scatter(List<EntryChunk> chunks) {
    int[] next = Arrays.copyOf(offsets, range.size());
    for (EntryChunk chunk : chunks) {
      for (int e = 0; e < chunk.size(); e++) {
        int at = next[chunk.row(e) - range.start()]++;
        cols[at] = chunk.col(e);
        values[at] = chunk.value(e);
        orders[at] = chunk.order(e);
        if (weights != null) {
          weights[at] = chunk.weight(e);
        }
        if (keys != null) {
          keys[at] = chunk.key(e);
        }
      }
    }
  }

  /**
   * The same entries in other rows.
   *
   * @param other as many rows
   * @return over the same arrays
   */
  public SortedEntries in(RowRange other) {
    return new SortedEntries(other, offsets, cols, values, weights, orders, keys);
  }

  /** {@return the rows that it has} */
  public RowRange range() {
    return range;
  }

  int count() {
    return cols.length;
  }

  /** Where each row's entries begin; the live array. */
  public int[] offsets() {
    return offsets;
  }

  /** Column of each entry; the live array. */
  public int[] cols() {
    return cols;
  }

  /** Value of each entry; the live array. */
  public double[] values() {
    return values;
  }

  /** Weight of each entry, or null if all are 1; the live array. */
  public double @Nullable [] weights() {
    return weights;
  }

  /** Number of each entry in the input, and its mark; the live array. */
  long[] orders() {
    return orders;
  }

  /** What tells which entry of a row is the last, or null; the live array. */
  long @Nullable [] keys() {
    return keys;
  }

  /** Number of an entry in the input. */
  long order(int e) {
    return EntryChunk.number(orders[e]);
  }

  /** Whether one of the entries from one on, up to another, was marked when it was read. */
  boolean isAnyMarked(int from, int to) {
    return IntStream.range(from, to).anyMatch(e -> EntryChunk.isMarked(orders[e]));
  }

  double weight(int e) {
    return weights == null ? 1 : weights[e];
  }
}
