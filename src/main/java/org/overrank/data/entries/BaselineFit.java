package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plain {@link Baseline}s, fitted to the training entries of all blocks. */
public final class BaselineFit implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BiasFit biases;
  private final double[] columnMeans;
  private final @Nullable RowNeighbours neighbours;
  private final @Nullable ColumnOrder order;

  /**
   * Fits them.
   *
   * @param biases μ, and biases of columns
   * @param sums by column Σ w y, then by column Σ w
   * @param shares of the blocks, in order; with ends if there are positions
   * @param positions of the rows, or null if they have no order
   * @param order of the columns, or null if they have none
   */
  public BaselineFit(
      BiasFit biases,
      double[] sums,
      List<ColumnShare> shares,
      double @Nullable [] positions,
      @Nullable ColumnOrder order) {
    int cols = sums.length / 2;
    this.biases = biases;
    this.columnMeans = new double[cols];
    Arrays.setAll(columnMeans, b -> sums[b] / sums[cols + b]);
    this.order = order;
    this.neighbours = positions == null ? null : new RowNeighbours(shares, cols, positions);
  }

  /** {@return the baselines that there are, in the order of their predictions} */
  public List<Baseline> baselines() {
    List<Baseline> all = new ArrayList<>(List.of(Baseline.values()));
    if (neighbours == null) {
      all.removeAll(List.of(Baseline.PREVIOUS_ROW, Baseline.BETWEEN_ROWS));
    }
    if (order == null) {
      all.remove(Baseline.BETWEEN_COLUMNS);
    }
    if (order == null || !order.hasLikes()) {
      all.removeAll(List.of(Baseline.LIKE_COLUMNS, Baseline.BETWEEN_AND_LIKE_COLUMNS));
    }
    return all;
  }

  /**
   * Predicts the held-out cells of a block.
   *
   * @param block its training entries and its held-out ones
   * @param part the block's number
   * @return for each of {@link #baselines}, by held-out cell; of no meaning where the row or the
   *     column has no training entries
   */
  public double[][] predict(RawBlock block, int part) {
    SortedEntries held = block.heldOut();
    int count = held.count();
    Map<Baseline, double[]> all = new EnumMap<>(Baseline.class);
    double[] means = column(all, Baseline.MEAN, count);
    double[] ofRows = column(all, Baseline.ROW_MEANS, count);
    double[] ofColumns = column(all, Baseline.COLUMN_MEANS, count);
    double[] ofBoth = column(all, Baseline.BIASES, count);
    Centering centering = biases.with(biases.rows(block.train()));
    for (int k = 0; k < held.range().size(); k++) {
      double rowMean = rowMean(block.train(), k);
      for (int e = held.offsets()[k]; e < held.offsets()[k + 1]; e++) {
        int col = held.cols()[e];
        means[e] = centering.mean();
        ofRows[e] = rowMean;
        ofColumns[e] = columnMeans[col];
        ofBoth[e] = centering.at(k, col);
      }
    }
    if (order != null) {
      predictByColumns(order, block, all);
    }
    if (neighbours != null) {
      double[] previous = column(all, Baseline.PREVIOUS_ROW, count);
      neighbours.predict(block, part, previous, column(all, Baseline.BETWEEN_ROWS, count));
    }
    return all.values().toArray(double[][]::new);
  }

  private static void predictByColumns(
      ColumnOrder order, RawBlock block, Map<Baseline, double[]> all) {
    SortedEntries held = block.heldOut();
    double[] between = column(all, Baseline.BETWEEN_COLUMNS, held.count());
    double[] likes = new double[held.count()];
    for (int k = 0; k < held.range().size(); k++) {
      double rowMean = rowMean(block.train(), k);
      order.predict(block.train(), held, k, rowMean, between);
      order.predictLikes(block.train(), held, k, rowMean, likes);
    }
    if (order.hasLikes()) {
      all.put(Baseline.LIKE_COLUMNS, likes);
      double[] both = column(all, Baseline.BETWEEN_AND_LIKE_COLUMNS, held.count());
      Arrays.setAll(both, e -> (between[e] + likes[e]) / 2);
    }
  }

  private static double[] column(Map<Baseline, double[]> all, Baseline baseline, int count) {
    double[] column = new double[count];
    all.put(baseline, column);
    return column;
  }

  private static double rowMean(SortedEntries train, int k) {
    double sum = 0;
    double weights = 0;
    for (int e = train.offsets()[k]; e < train.offsets()[k + 1]; e++) {
      sum += train.weight(e) * train.values()[e];
      weights += train.weight(e);
    }
    return sum / weights;
  }
}
