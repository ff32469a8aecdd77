package org.overrank.data.entries;

import java.util.List;
import java.util.function.Function;
import org.overrank.objective.OrderedTree;

/**
 * Biases of rows and columns by alternating damped weighted means.
 *
 * <p>Minimises Σ w (y − μ − b_a − c_b)² + κ w̄ (‖b‖² + ‖c‖²), with κ = {@value #PSEUDO_COUNTS} and
 * w̄ the mean weight, by {@value #ROUNDS} rounds of exact minimisation over b, then over c: as if
 * every row and column had κ more entries without any bias. Sums over blocks are added in the order
 * of {@link OrderedTree}.
 */
public final class BiasFit {
  /** κ. */
  public static final int PSEUDO_COUNTS = 5;

  /** How often b and c are updated. */
  static final int ROUNDS = 10;

  private BiasFit() {}

  /**
   * Runs all rounds.
   *
   * @param totals of the training entries
   * @param rows d1
   * @param cols d2
   * @param pass from the columns' biases to the shares of all blocks, in the order of the blocks
   * @return μ, b and c
   */
  public static Centering fit(
      RawTotals totals, int rows, int cols, Function<double[], List<BiasShare>> pass) {
    double ridge = ridge(totals);
    double[] rowBias = new double[rows];
    double[] colBias = new double[cols];
    for (int round = 0; round < ROUNDS; round++) {
      List<BiasShare> shares = pass.apply(colBias);
      shares.forEach(share -> share.putRowBias(rowBias));
      double[] sums = OrderedTree.sumArrays(shares.stream().map(BiasShare::colSums).toList());
      for (int b = 0; b < cols; b++) {
        colBias[b] = sums[b] / (sums[cols + b] + ridge);
      }
    }
    return new Centering(totals.mean(), rowBias, colBias);
  }

  /** κ w̄: the weight of a bias of zero. */
  public static double ridge(RawTotals totals) {
    return PSEUDO_COUNTS * totals.weightSum() / totals.train();
  }
}
