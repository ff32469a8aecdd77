package org.overrank.linalg;

/**
 * The few loops in which passes spend their time, over stretches of arrays.
 *
 * <p>There are two sets, {@link ScalarKernels} and {@link VectorKernels}, with the same bits: the
 * order of summation is part of each definition, and products are rounded before they are added.
 */
abstract class Kernels {
  /** Running sums of an inner product: element i goes to sum i mod 8. */
  static final int LANES = 8;

  /**
   * Adds the whole groups of eight products x_i y_i to eight running sums.
   *
   * @param x not modified
   * @param xStart where its stretch begins
   * @param y not modified
   * @param yStart where its stretch begins
   * @param length how many entries, a multiple of {@link #LANES}
   * @param sums at least {@code at + LANES} long; added to
   * @param at where the sums begin
   */
  abstract void addProducts(
      double[] x, int xStart, double[] y, int yStart, int length, double[] sums, int at);

  /**
   * The running sums of four rows with one vector, all at the same place.
   *
   * @param rows from {@code first} on four rows, not modified
   * @param first the first of them
   * @param y not modified
   * @param from where the stretch begins
   * @param to where it ends, a multiple of {@link #LANES} later
   * @param sums added to: {@link #LANES} sums for each row, one after the other
   * @param at where the sums begin
   */
  abstract void addProducts4(
      double[][] rows, int first, double[] y, int from, int to, double[] sums, int at);

  /** Σ x_i y_i: the eight sums by {@link #total}, then the remaining products in order. */
  abstract double dot(double[] x, int xStart, double[] y, int yStart, int length);

  /** y += a x. */
  abstract void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length);

  /** The sum of eight running sums, in the one order in which they are added. */
  static double total(double[] sums, int at) {
    return ((sums[at] + sums[at + 4]) + (sums[at + 1] + sums[at + 5]))
        + ((sums[at + 2] + sums[at + 6]) + (sums[at + 3] + sums[at + 7]));
  }

  /** The products that do not fill a group of eight, from left to right. */
  static double tail(double[] x, int xStart, double[] y, int yStart, int from, int length) {
    double sum = 0;
    for (int i = from; i < length; i++) {
      sum += x[xStart + i] * y[yStart + i];
    }
    return sum;
  }
}
