package org.overrank.spark.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.entries.EntryData;

/** The cells of a matrix for which a table holds no entry, neither for the fit nor held out. */
public final class UnmeasuredCells {
  private UnmeasuredCells() {}

  /** Takes cells, by rows and in a row by columns. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes a cell.
     *
     * @param row its row's index
     * @param col its column's index
     */
    void take(int row, int col);
  }

  /**
   * Hands over every unmeasured cell; the partitions are fetched one after the other.
   *
   * @param data the measurements
   * @param taker called on the driver, in ascending order
   */
  public static void forEach(EntryData data, Taker taker) {
    JavaRDD<EntryBlock> heldOut = data.heldOut();
    JavaRDD<int[]> gaps =
        heldOut == null
            ? data.train().map(block -> gaps(block, null))
            : data.train().zipPartitions(heldOut, UnmeasuredCells::pairedGaps);
    int row = 0;
    Iterator<int[]> partitions = gaps.toLocalIterator();
    while (partitions.hasNext()) {
      row = replay(partitions.next(), row, taker);
    }
  }

  private static int replay(int[] gaps, int firstRow, Taker taker) {
    int row = firstRow;
    for (int at = 0; at < gaps.length; row++) {
      int end = at + 1 + gaps[at];
      for (int k = at + 1; k < end; k++) {
        taker.take(row, gaps[k]);
      }
      at = end;
    }
    return row;
  }

  private static Iterator<int[]> pairedGaps(
      Iterator<EntryBlock> train, Iterator<EntryBlock> heldOut) {
    List<int[]> result = new ArrayList<>();
    while (train.hasNext()) {
      result.add(gaps(train.next(), heldOut.next()));
    }
    return result.iterator();
  }

  /** For each row of the range: how many columns are unmeasured, then those columns. */
  private static int[] gaps(EntryBlock block, @Nullable EntryBlock other) {
    List<int[]> rows = new ArrayList<>();
    int total = 0;
    for (int row = 0; row < block.range().size(); row++) {
      BitSet measured = new BitSet(block.cols());
      mark(block, row, measured);
      if (other != null) {
        mark(other, row, measured);
      }
      measured.flip(0, block.cols());
      rows.add(measured.stream().toArray());
      total += 1 + measured.cardinality();
    }
    int[] result = new int[total];
    int at = 0;
    for (int[] columns : rows) {
      result[at] = columns.length;
      System.arraycopy(columns, 0, result, at + 1, columns.length);
      at += 1 + columns.length;
    }
    return result;
  }

  private static void mark(EntryBlock block, int row, BitSet measured) {
    for (int e = block.offsets()[row]; e < block.offsets()[row + 1]; e++) {
      measured.set(block.columns()[e]);
    }
  }
}
