package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For every block and column, the nearest entries outside the block: the last one above it and the
 * first one below.
 */
public final class RowNeighbours implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] positions;
  private final List<Nearest> above = new ArrayList<>();
  private final List<Nearest> below = new ArrayList<>();

  /**
   * The nearest entry of each column.
   *
   * @param rows its row by column, −1 if there is none
   * @param values its value by column
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  public record Nearest(int[] rows, double[] values) implements Serializable {
    static Nearest none(int cols) {
      int[] rows = new int[cols];
      Arrays.fill(rows, -1);
      return new Nearest(rows, new double[cols]);
    }

    Nearest copy() {
      return new Nearest(rows.clone(), values.clone());
    }

    void put(int col, int row, double value) {
      rows[col] = row;
      values[col] = value;
    }
  }

  /**
   * Goes over the blocks from both ends.
   *
   * @param shares of the blocks, in order, with ends
   * @param cols d2
   * @param positions of the rows
   */
  RowNeighbours(List<ColumnShare> shares, int cols, double[] positions) {
    this.positions = positions;
    Nearest last = Nearest.none(cols);
    for (ColumnShare share : shares) {
      above.add(last.copy());
      pass(share, cols, cols, last);
    }
    Nearest first = Nearest.none(cols);
    for (int k = shares.size() - 1; k >= 0; k--) {
      below.add(0, first.copy());
      pass(shares.get(k), 0, cols, first);
    }
  }

  private static void pass(ColumnShare share, int from, int cols, Nearest nearest) {
    for (int col = 0; col < cols; col++) {
      if (share.rows()[from + col] >= 0) {
        nearest.put(col, share.rows()[from + col], share.values()[from + col]);
      }
    }
  }

  /**
   * Predicts the held-out cells of a block by the entries before and after them in their columns.
   *
   * @param block whose cells
   * @param part the block's number
   * @param previous set to the value before, or after where there is none
   * @param interpolated set to the value on the line between both, or the one there is
   */
  void predict(RawBlock block, int part, double[] previous, double[] interpolated) {
    SortedEntries held = block.heldOut();
    int[] rowBefore = new int[previous.length];
    Nearest last = above.get(part).copy();
    for (int k = 0; k < held.range().size(); k++) {
      for (int e = held.offsets()[k]; e < held.offsets()[k + 1]; e++) {
        rowBefore[e] = last.rows[held.cols()[e]];
        previous[e] = last.values[held.cols()[e]];
      }
      pass(block.train(), k, last);
    }
    Nearest next = below.get(part).copy();
    for (int k = held.range().size() - 1; k >= 0; k--) {
      for (int e = held.offsets()[k]; e < held.offsets()[k + 1]; e++) {
        int after = next.rows[held.cols()[e]];
        double value = next.values[held.cols()[e]];
        if (rowBefore[e] < 0) {
          previous[e] = value;
        }
        interpolated[e] =
            rowBefore[e] < 0 || after < 0
                ? previous[e]
                : previous[e]
                    + share(rowBefore[e], held.range().start() + k, after) * (value - previous[e]);
      }
      pass(block.train(), k, next);
    }
  }

  private double share(int before, int row, int after) {
    return (positions[row] - positions[before]) / (positions[after] - positions[before]);
  }

  private static void pass(SortedEntries train, int k, Nearest nearest) {
    for (int e = train.offsets()[k]; e < train.offsets()[k + 1]; e++) {
      nearest.put(train.cols()[e], train.range().start() + k, train.values()[e]);
    }
  }
}
