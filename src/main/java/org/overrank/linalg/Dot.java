package org.overrank.linalg;

/**
 * Inner products in one fixed order of summation.
 *
 * <p>Eight running sums hide the latency of addition and fix the order, so that a result does not
 * depend on the machine or on which BLAS is installed. 2n flops, 16n bytes.
 */
public final class Dot {
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
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      int p = xStart + i;
      int q = yStart + i;
      s0 += x[p] * y[q];
      s1 += x[p + 1] * y[q + 1];
      s2 += x[p + 2] * y[q + 2];
      s3 += x[p + 3] * y[q + 3];
      s4 += x[p + 4] * y[q + 4];
      s5 += x[p + 5] * y[q + 5];
      s6 += x[p + 6] * y[q + 6];
      s7 += x[p + 7] * y[q + 7];
    }
    double tail = 0;
    for (; i < length; i++) {
      tail += x[xStart + i] * y[yStart + i];
    }
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + tail;
  }
}
