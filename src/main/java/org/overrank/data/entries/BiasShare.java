package org.overrank.data.entries;

import java.io.Serializable;

/**
 * What one block adds to a round of {@link BiasFit}; goes over the wire.
 *
 * <p>A block holds its rows whole, so their biases are final within the round; of a column it has
 * only a part of the sums.
 */
public final class BiasShare implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final double[] rowBias;
  private final double[] colSums;

  private BiasShare(int start, double[] rowBias, double[] colSums) {
    this.start = start;
    this.rowBias = rowBias;
    this.colSums = colSums;
  }

  /**
   * The share of one block.
   *
   * @param block the training entries
   * @param mean μ
   * @param ridge weight of a bias of zero
   * @param colBias c of the round before, length d2
   * @return the rows' new biases, and from them the columns' sums
   */
  public static BiasShare of(SortedEntries block, double mean, double ridge, double[] colBias) {
    int d2 = colBias.length;
    double[] rowBias = new double[block.range().size()];
    double[] colSums = new double[2 * d2];
    for (int row = 0; row < rowBias.length; row++) {
      int from = block.offsets()[row];
      int to = block.offsets()[row + 1];
      double weights = ridge;
      double sum = 0;
      for (int e = from; e < to; e++) {
        weights += block.weight(e);
        sum += block.weight(e) * (block.values()[e] - mean - colBias[block.cols()[e]]);
      }
      rowBias[row] = sum / weights;
      for (int e = from; e < to; e++) {
        colSums[block.cols()[e]] += block.weight(e) * (block.values()[e] - mean - rowBias[row]);
        colSums[d2 + block.cols()[e]] += block.weight(e);
      }
    }
    return new BiasShare(block.range().start(), rowBias, colSums);
  }

  /** Copies the rows' biases to their places among all rows. */
  void putRowBias(double[] all) {
    System.arraycopy(rowBias, 0, all, start, rowBias.length);
  }

  /** By column Σ w (y − μ − b_a), then by column Σ w; the live array, length 2 d2. */
  double[] colSums() {
    return colSums;
  }
}
