package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.OrderedTree;

/**
 * A constant, and biases of rows and columns by alternating damped weighted means.
 *
 * <p>Minimises Σ w (y − μ − b_a − c_b)² + κ w̄ (‖b‖² + ‖c‖²), with κ = {@value #PSEUDO_COUNTS} and
 * w̄ the mean weight, by {@value #ROUNDS} rounds of exact minimisation over b, then over c: as if
 * every row and column had κ more entries without any bias. Sums over blocks are added in the order
 * of {@link OrderedTree}.
 *
 * <p>A loss that is not about means has μ moved by one number in the end, see {@link #moved}.
 *
 * <p>It holds c alone. A block has its rows whole, so that b follows where the entries are from the
 * c of the round before.
 */
public final class BiasFit implements Serializable {
  /** κ. */
  public static final int PSEUDO_COUNTS = 5;

  /** How often b and c are updated. */
  static final int ROUNDS = 10;

  private static final long serialVersionUID = 1L;

  /** The stream of random numbers that tells which residuals are taken where there are many. */
  private static final long RESIDUAL_STREAM = 0x736869667473L;

  private final double mean;
  private final double shift;
  private final double ridge;
  private final double[] before;
  private final double[] cols;

  private BiasFit(double mean, double shift, double ridge, double[] before, double[] cols) {
    this.mean = mean;
    this.shift = shift;
    this.ridge = ridge;
    this.before = before;
    this.cols = cols;
  }

  /**
   * No biases.
   *
   * @param mean μ
   * @return the constant
   */
  public static BiasFit constant(double mean) {
    return new BiasFit(mean, 0, 0, new double[0], new double[0]);
  }

  /**
   * Runs all rounds.
   *
   * @param totals of the training entries
   * @param cols d2
   * @param pass from what is known of c to {@link #columnSums} of all blocks, in their order
   * @return μ and c
   */
  public static BiasFit fit(RawTotals totals, int cols, Function<BiasFit, List<double[]>> pass) {
    double ridge = PSEUDO_COUNTS * totals.weightSum() / totals.train();
    BiasFit fit = new BiasFit(totals.mean(), 0, ridge, new double[cols], new double[cols]);
    for (int round = 0; round < ROUNDS; round++) {
      fit = fit.next(OrderedTree.sumArrays(pass.apply(fit)));
    }
    return fit;
  }

  private BiasFit next(double[] sums) {
    double[] next = new double[cols.length];
    for (int b = 0; b < next.length; b++) {
      next[b] = sums[b] / (sums[next.length + b] + ridge);
    }
    return new BiasFit(mean, shift, ridge, cols, next);
  }

  /**
   * What a block adds to the next round.
   *
   * @param train its training entries
   * @return by column Σ w (y − μ − b_a) with the next b, then by column Σ w; length 2 d2
   */
  public double[] columnSums(SortedEntries train) {
    double[] rowBias = rows(train, cols);
    double[] sums = new double[2 * cols.length];
    for (int row = 0; row < rowBias.length; row++) {
      for (int e = train.offsets()[row]; e < train.offsets()[row + 1]; e++) {
        int col = train.cols()[e];
        sums[col] += train.weight(e) * (train.values()[e] - mean - rowBias[row]);
        sums[cols.length + col] += train.weight(e);
      }
    }
    return sums;
  }

  /**
   * The biases of a block's rows.
   *
   * @param train its training entries
   * @return b, by row within the range; empty if there are no biases
   */
  public double[] rows(SortedEntries train) {
    return hasBiases() ? rows(train, before) : new double[0];
  }

  private double[] rows(SortedEntries train, double[] colBias) {
    double[] rowBias = new double[train.range().size()];
    for (int row = 0; row < rowBias.length; row++) {
      double weights = ridge;
      double sum = 0;
      for (int e = train.offsets()[row]; e < train.offsets()[row + 1]; e++) {
        weights += train.weight(e);
        sum += train.weight(e) * (train.values()[e] - mean - colBias[train.cols()[e]]);
      }
      rowBias[row] = sum / weights;
    }
    return rowBias;
  }

  /**
   * The same for a loss that is not about means.
   *
   * @param by what is added to μ
   * @return the same biases with μ moved by so much, and no more
   */
  public BiasFit moved(double by) {
    return new BiasFit(mean, by, ridge, before, cols);
  }

  /**
   * What is left of the training entries of a block.
   *
   * @param train the entries
   * @param share of them that are looked at; which ones they are does not depend on the blocks
   * @return residuals, in the order of the entries
   */
  public double[] residuals(SortedEntries train, double share) {
    Centering centering = with(rows(train));
    double[] residuals = new double[train.count()];
    int count = 0;
    for (int k = 0; k < train.range().size(); k++) {
      int row = train.range().start() + k;
      for (int e = train.offsets()[k]; e < train.offsets()[k + 1]; e++) {
        int col = train.cols()[e];
        if (share >= 1 || GaussianNumbers.uniform(0, RESIDUAL_STREAM, row, col) < share) {
          residuals[count++] = train.values()[e] - centering.at(k, col);
        }
      }
    }
    return Arrays.copyOf(residuals, count);
  }

  /**
   * The same with the rows' biases.
   *
   * @param rowBias b of some rows or of all; not copied
   * @return μ, b and c, over the same arrays
   */
  public Centering with(double[] rowBias) {
    return new Centering(mean + shift, rowBias, cols);
  }

  /** {@return whether there is more than a constant} */
  public boolean hasBiases() {
    return cols.length > 0;
  }
}
