package org.overrank.data.picture;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.linalg.Matrix;
import org.overrank.objective.OrderedTree;
import org.overrank.sensing.RowRange;

/**
 * What blocks of cells add to the tiles of a matrix; goes over the wire. It takes one product of
 * factors for each measured cell, and none for the others: what a matrix is in a tile on average
 * follows from sums of the factors' rows.
 */
public final class TileSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TileCut rowCut;
  private final TileCut colCut;
  private final int unit;
  private final double[] counts;
  private final double[] values;
  private final double[] errors;
  private final LineSums rows;

  private TileSums(TileCut rowCut, TileCut colCut, int width, int unit) {
    this.rowCut = rowCut;
    this.colCut = colCut;
    this.unit = unit;
    int tiles = rowCut.tiles() * colCut.tiles();
    this.counts = new double[tiles];
    this.values = new double[tiles];
    this.errors = new double[tiles];
    this.rows = new LineSums(rowCut.tiles(), width);
  }

  /**
   * Sums over one block.
   *
   * @param range the rows of the block
   * @param parts its cells in one or more parts
   * @param power their values are divided by 2 to this power
   * @param matrix what was fitted, in the units of the data
   * @param rowCut tiles of the rows
   * @param colCut tiles of the columns
   * @param unit values are added divided by 2 to this power
   * @return the sums
   */
  public static TileSums of(
      RowRange range,
      List<SortedEntries> parts,
      int power,
      LowRankMatrix matrix,
      TileCut rowCut,
      TileCut colCut,
      int unit) {
    TileSums sums = new TileSums(rowCut, colCut, matrix.factors().searchRank(), unit);
    for (SortedEntries part : parts) {
      for (int k = 0; k < range.size(); k++) {
        sums.addRow(part, power, k, matrix);
      }
    }
    for (int row = range.start(); row < range.end(); row++) {
      if (matrix.isKnownRow(row)) {
        sums.rows.add(
            rowCut.tileOf(row),
            matrix.factors().left(),
            row,
            matrix.scales().row(row),
            bias(matrix.centering().rowBias(), row, unit));
      }
    }
    return sums;
  }

  /** Sums without a measured cell, of all rows. */
  static TileSums unmeasured(LowRankMatrix matrix, TileCut rowCut, TileCut colCut) {
    RowRange all = new RowRange(0, matrix.rows().size());
    return of(all, List.of(), 0, matrix, rowCut, colCut, 0);
  }

  /** Of the entries of one cell, of which there may be several, the mean counts. */
  private void addRow(SortedEntries part, int power, int k, LowRankMatrix matrix) {
    int row = part.range().start() + k;
    int end = part.offsets()[k + 1];
    for (int e = part.offsets()[k]; e < end; ) {
      int first = e;
      int col = part.cols()[e];
      double sum = 0;
      while (e < end && part.cols()[e] == col) {
        sum += Math.scalb(part.values()[e++], power - unit);
      }
      double value = sum / (e - first);
      int tile = rowCut.tileOf(row) * colCut.tiles() + colCut.tileOf(col);
      counts[tile]++;
      values[tile] += value;
      if (matrix.isKnownRow(row) && matrix.isKnownCol(col)) {
        errors[tile] += value - Math.scalb(matrix.predict(row, col), -unit);
      }
    }
  }

  private static double bias(double[] biases, int index, int unit) {
    return biases.length == 0 ? 0 : Math.scalb(biases[index], -unit);
  }

  /**
   * Adds the sums of all blocks.
   *
   * @param all at least one, in the order of the blocks; may be modified
   * @return their sum
   */
  public static TileSums sum(List<TileSums> all) {
    return OrderedTree.sum(all, TileSums::plus);
  }

  private TileSums plus(TileSums other) {
    add(counts, other.counts);
    add(values, other.values);
    add(errors, other.errors);
    rows.plus(other.rows);
    return this;
  }

  static void add(double[] total, double[] more) {
    for (int i = 0; i < total.length; i++) {
      total[i] += more[i];
    }
  }

  /**
   * The matrix in tiles.
   *
   * @param matrix the same as for {@link #of}
   * @param clip to which tiles are clipped none of whose cells was measured
   * @return before, as measured, and after
   */
  public HeatMap map(LowRankMatrix matrix, ValueRange clip) {
    LineSums cols = new LineSums(colCut.tiles(), matrix.factors().searchRank());
    Matrix right = matrix.factors().right();
    for (int col = 0; col < right.rows(); col++) {
      if (matrix.isKnownCol(col)) {
        double bias = bias(matrix.centering().colBias(), col, unit);
        cols.add(colCut.tileOf(col), right, col, matrix.scales().col(col), bias);
      }
    }
    @Nullable Double[] before = new @Nullable Double[counts.length];
    @Nullable Double[] after = new @Nullable Double[counts.length];
    for (int i = 0; i < rowCut.tiles(); i++) {
      for (int j = 0; j < colCut.tiles(); j++) {
        int tile = i * colCut.tiles() + j;
        if (counts[tile] > 0) {
          before[tile] = shown(values[tile] / counts[tile]);
        }
        if (rows.count(i) > 0 && cols.count(j) > 0) {
          double cells = rows.count(i) * cols.count(j);
          double offset = rows.bias(i) + cols.bias(j) + errors[tile] / cells;
          double mean = Math.scalb(matrix.centering().mean() + rows.product(i, cols, j), -unit);
          double completed = shown(mean + offset);
          after[tile] = counts[tile] > 0 ? completed : clip.clip(completed);
        }
      }
    }
    return new HeatMap(
        matrix.rows().size(),
        matrix.cols().size(),
        rowCut.labels(index -> matrix.rows().idAt(index).toString()),
        colCut.labels(index -> matrix.cols().idAt(index).toString()),
        Arrays.stream(counts).mapToLong(count -> (long) count).boxed().toList(),
        Arrays.asList(before),
        Arrays.asList(after));
  }

  private double shown(double scaled) {
    return Digits.rounded(Math.scalb(scaled, unit));
  }
}
