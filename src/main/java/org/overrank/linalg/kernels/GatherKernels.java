package org.overrank.linalg.kernels;

/**
 * Loops over rows of a matrix that an index picks, as sparse measurements do: products with one
 * row, a weighted sum of rows, and a row scattered onto others.
 *
 * <p>As for {@link Kernels}, the order of every sum is part of its definition. Row {@code k} of a
 * matrix of {@code width} columns begins at {@code k * width}.
 */
public abstract class GatherKernels {
  /** How much room {@link #products} needs for running sums. */
  public static final int SCRATCH = 4 * Kernels.LANES;

  /**
   * out[e − first] = ⟨u, v_{rows[e]}⟩ for first ≤ e &lt; last, each with the bits of {@link
   * Kernels#dot}.
   *
   * @param u not modified
   * @param uStart where the row begins
   * @param v all rows, not modified
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param width how long a row is
   * @param out overwritten from 0 on
   * @param scratch at least {@link #SCRATCH} long, overwritten
   */
  public abstract void products(
      double[] u,
      int uStart,
      double[] v,
      int[] rows,
      int first,
      int last,
      int width,
      double[] out,
      double[] scratch);

  /**
   * g[j] ← fma(w[e − first], v_{rows[e]}[j], g[j]) for e = first, …, last − 1 in this order.
   *
   * @param w weights from 0 on, not modified
   * @param v all rows, not modified
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param width how long a row is
   * @param g added to
   * @param gStart where its row begins
   */
  public abstract void addRows(
      double[] w, double[] v, int[] rows, int first, int last, int width, double[] g, int gStart);

  /**
   * v_{rows[e]}[j] ← fma(w[e − first], u[j], v_{rows[e]}[j]) for e = first, …, last − 1 in this
   * order; a row may occur more than once.
   *
   * @param w weights from 0 on, not modified
   * @param u not modified
   * @param uStart where its row begins
   * @param v all rows, of which some are added to
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param width how long a row is
   */
  public abstract void scatter(
      double[] w, double[] u, int uStart, double[] v, int[] rows, int first, int last, int width);
}
