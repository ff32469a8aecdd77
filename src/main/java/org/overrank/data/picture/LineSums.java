package org.overrank.data.picture;

import java.io.Serializable;
import org.overrank.linalg.Matrix;

/** Sums over the rows of one factor, by tiles; goes over the wire. */
public final class LineSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int width;
  private final double[] counts;
  private final double[] biases;
  private final double[] factors;

  LineSums(int tiles, int width) {
    this.width = width;
    this.counts = new double[tiles];
    this.biases = new double[tiles];
    this.factors = new double[tiles * width];
  }

  /**
   * Adds a row of the factor.
   *
   * @param tile where
   * @param factor U or V
   * @param line which of its rows
   * @param scale s or t of that
   * @param bias b or c of that
   */
  void add(int tile, Matrix factor, int line, double scale, double bias) {
    counts[tile]++;
    biases[tile] += bias;
    for (int k = 0; k < width; k++) {
      factors[tile * width + k] += scale * factor.data()[line * width + k];
    }
  }

  LineSums plus(LineSums other) {
    TileSums.add(counts, other.counts);
    TileSums.add(biases, other.biases);
    TileSums.add(factors, other.factors);
    return this;
  }

  /** {@return how many rows were added} */
  double count(int tile) {
    return counts[tile];
  }

  /** {@return the mean bias} */
  double bias(int tile) {
    return biases[tile] / counts[tile];
  }

  /** {@return the mean over the cells of a tile of the factors' products} */
  double product(int tile, LineSums others, int other) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      double mine = factors[tile * width + k] / counts[tile];
      sum += mine * (others.factors[other * width + k] / others.counts[other]);
    }
    return sum;
  }
}
