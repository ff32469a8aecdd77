package org.overrank.linalg;

import org.overrank.linalg.kernels.ChosenKernels;
import org.overrank.linalg.kernels.Kernels;

/**
 * Inner products in one fixed order of summation.
 *
 * <p>Eight running sums hide the latency of addition and fix the order, so that a result does not
 * depend on the machine or on which BLAS is installed. 2n flops, 16n bytes.
 */
public final class Dot {
  /** Below this many products vector instructions gain nothing. */
  private static final int SHORT = 2 * Kernels.LANES;

  private Dot() {}

  /**
   * Σ x_i y_i over two stretches.
   *
   * @param x first array, not modified
   * @param xStart where its stretch begins
   * @param y second array, not modified
   * @param yStart where its stretch begins
   * @param length how many entries
   * @return the inner product
   */
  public static double product(double[] x, int xStart, double[] y, int yStart, int length) {
    Kernels kernels = length < SHORT ? ChosenKernels.SCALAR : ChosenKernels.BEST;
    return kernels.dot(x, xStart, y, yStart, length);
  }

  /**
   * ‖x‖², without fused operations.
   *
   * @param x numbers, not modified
   * @return the sum, from left to right
   */
  public static double sumOfSquares(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum;
  }
}
