package org.overrank.linalg.kernels;

/**
 * The few loops in which passes spend their time, over stretches of arrays.
 *
 * <p>There are two sets, {@link ScalarKernels} and {@link VectorKernels}, with the same bits: each
 * result is defined as a chain of fused multiply-adds in one order, and how rows, columns and
 * stretches are blocked changes none of them. (A processor without fused multiply-adds gives the
 * same bits very slowly; none was built for a decade.)
 */
public abstract class Kernels {
  /** Running sums of an inner product: element i goes to sum i mod 8. */
  public static final int LANES = 8;

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
  public abstract void addProducts(
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
  public abstract void addProducts4(
      double[][] rows, int first, double[] y, int from, int to, double[] sums, int at);

  /**
   * The running sums of four rows with four vectors.
   *
   * @param rows from {@code first} on four rows, not modified
   * @param first the first of them
   * @param ys from {@code k} on four vectors, not modified
   * @param k the first of them
   * @param from where the stretch begins
   * @param to where it ends, a multiple of {@link #LANES} later
   * @param sums added to, as {@link #addProducts4} does, for each vector
   * @param at where the sums of the first vector begin
   * @param step how far the sums of the vectors are apart
   */
  public void addProducts4x4(
      double[][] rows,
      int first,
      double[][] ys,
      int k,
      int from,
      int to,
      double[] sums,
      int at,
      int step) {
    for (int v = 0; v < 4; v++) {
      addProducts4(rows, first, ys[k + v], from, to, sums, at + v * step);
    }
  }

  /** Σ x_i y_i: the eight sums by {@link #total}, then the remaining products in order. */
  public abstract double dot(double[] x, int xStart, double[] y, int yStart, int length);

  /** y ← fma(a, x, y). */
  public abstract void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length);

  /**
   * A sum of outer products, four rows at a time: c[first + r][j] ← fma(m[q][at + r], p[q][j],
   * c[first + r][j]) for q = begin, begin + 1, …, end − 1 in this order.
   *
   * @param c from {@code first} on four rows, of which [from, to) is added to; none of them is a
   *     row of {@code p} or {@code m}
   * @param first the first of them
   * @param m multipliers, not modified
   * @param at where in each of its rows the four multipliers stand
   * @param p what is added, not modified
   * @param begin the first outer product
   * @param end one past the last
   * @param from first column
   * @param to one past the last column
   */
  public abstract void addOuter4(
      double[][] c,
      int first,
      double[][] m,
      int at,
      double[][] p,
      int begin,
      int end,
      int from,
      int to);

  /**
   * A sum of rows: c[j] ← fma(s[sStart + q·sStep], p[q][j], c[j]) for q = 0, 1, …, count − 1.
   *
   * @param c of which [from, to) is added to
   * @param s multipliers, not modified
   * @param sStart where the first stands
   * @param sStep how far apart they are
   * @param p rows, not modified
   * @param count how many
   * @param from first column
   * @param to one past the last column
   */
  public abstract void addRows(
      double[] c, double[] s, int sStart, int sStep, double[][] p, int count, int from, int to);

  /**
   * {@link #addRows} of four rows and {@link #addProducts4} of four others over one stretch. While
   * the second come from memory, the first come from the cache.
   *
   * @param c of which [from, to) is added to
   * @param s their multipliers, from {@code sStart} on, not modified
   * @param sStart where the first stands
   * @param p four rows to add, not modified
   * @param rows four rows to multiply, not modified
   * @param y by what, not modified
   * @param from where the stretch begins
   * @param to where it ends, a multiple of {@link #LANES} later
   * @param sums added to, from 0 on {@link #LANES} sums for each row
   */
  public void addRowsAndProducts(
      double[] c,
      double[] s,
      int sStart,
      double[][] p,
      double[][] rows,
      double[] y,
      int from,
      int to,
      double[] sums) {
    addRows(c, s, sStart, 1, p, 4, from, to);
    addProducts4(rows, 0, y, from, to, sums, 0);
  }

  /** The sum of eight running sums, in the one order in which they are added. */
  public static double total(double[] sums, int at) {
    return ((sums[at] + sums[at + 4]) + (sums[at + 1] + sums[at + 5]))
        + ((sums[at + 2] + sums[at + 6]) + (sums[at + 3] + sums[at + 7]));
  }

  /** The products that do not fill a group of eight, from left to right. */
  public static double tail(double[] x, int xStart, double[] y, int yStart, int from, int length) {
    double sum = 0;
    for (int i = from; i < length; i++) {
      sum = Math.fma(x[xStart + i], y[yStart + i], sum);
    }
    return sum;
  }
}
