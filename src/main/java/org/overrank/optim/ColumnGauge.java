package org.overrank.optim;

import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/**
 * A change of gauge that scales columns: u_k ↦ t_k u_k, v_k ↦ v_k / t_k, which leaves UVᵀ as it is
 * (theory, section 2).
 *
 * <p>The regulariser is least, for given directions of the columns, where ‖u_k‖ = ‖v_k‖. Points and
 * directions change as (U, V) does and a gradient that was taken before the change inversely, so
 * that their inner products stay the same. d·R flops.
 */
final class ColumnGauge {
  private static final ColumnGauge UNCHANGED = new ColumnGauge(new double[0]);

  private final double[] scales;

  private ColumnGauge(double[] scales) {
    this.scales = scales;
  }

  /**
   * The gauge in which u_k and v_k are equally long; where one of them is zero both stay.
   *
   * @param point (U, V), not modified
   * @param least the share of ‖U‖² + ‖V‖² that must be saved, below which nothing is changed
   * @return the change of gauge
   */
  static ColumnGauge balancing(Factors point, double least) {
    double[] left = columnNorms(point.left());
    double[] right = columnNorms(point.right());
    double[] scales = new double[left.length];
    double total = 0;
    double balanced = 0;
    for (int k = 0; k < scales.length; k++) {
      double ratio = Math.sqrt(right[k] / left[k]);
      scales[k] = ratio > 0 && ratio < Double.POSITIVE_INFINITY ? Math.sqrt(ratio) : 1;
      double square = scales[k] * scales[k];
      total += left[k] + right[k];
      balanced += left[k] * square + right[k] / square;
    }
    return total - balanced <= least * total ? UNCHANGED : new ColumnGauge(scales);
  }

  /**
   * A point or a direction in this gauge.
   *
   * @param factors (U, V), not modified
   * @return (UT, VT⁻¹) with T = diag(t); the same object where nothing is changed
   */
  Factors apply(Factors factors) {
    return this == UNCHANGED
        ? factors
        : new Factors(scaled(factors.left(), false), scaled(factors.right(), true));
  }

  /**
   * A gradient in this gauge.
   *
   * @param gradient (∇_U f, ∇_V f), not modified
   * @return (∇_U f T⁻¹, ∇_V f T); the same object where nothing is changed
   */
  Factors applyToGradient(Factors gradient) {
    return this == UNCHANGED
        ? gradient
        : new Factors(scaled(gradient.left(), true), scaled(gradient.right(), false));
  }

  private Matrix scaled(Matrix x, boolean inverse) {
    int width = scales.length;
    double[] result = x.data().clone();
    for (int i = 0; i < result.length; i += width) {
      for (int k = 0; k < width; k++) {
        result[i + k] = inverse ? result[i + k] / scales[k] : result[i + k] * scales[k];
      }
    }
    return Matrix.wrap(x.rows(), width, result);
  }

  /** The squared lengths, summed down the rows. */
  private static double[] columnNorms(Matrix x) {
    int width = x.cols();
    double[] sums = new double[width];
    double[] data = x.data();
    for (int i = 0; i < data.length; i += width) {
      for (int k = 0; k < width; k++) {
        sums[k] = Math.fma(data[i + k], data[i + k], sums[k]);
      }
    }
    return sums;
  }
}
