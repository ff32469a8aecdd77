package org.overrank.linalg.kernels;

/**
 * What {@link GatherKernels} do with rows that they read, over rows of floats: each number is
 * widened to a double before it is used, so the bits are those of the same loops over the rounded
 * numbers.
 *
 * <p>Row {@code k} of {@code v} begins at {@code k * width}.
 */
public abstract class FloatGatherKernels {
  /**
   * out[e − first] = ⟨u, v_{rows[e]}⟩ for first ≤ e &lt; last, see {@link GatherKernels#products}.
   *
   * @param u not modified
   * @param uStart where the row begins
   * @param v rows, not modified
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param width how long a row is
   * @param out overwritten from 0 on
   * @param scratch at least {@link GatherKernels#SCRATCH} long, overwritten
   */
  public abstract void products(
      double[] u,
      int uStart,
      float[] v,
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
   * @param v rows, not modified
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param width how long a row is
   * @param g added to
   * @param gStart where its row begins
   */
  public abstract void addRows(
      double[] w, float[] v, int[] rows, int first, int last, int width, double[] g, int gStart);

  /**
   * out[j] = c · v_row[j].
   *
   * @param c the factor
   * @param v rows, not modified
   * @param row which of them
   * @param width how long a row is
   * @param out overwritten
   */
  public abstract void scaled(double c, float[] v, int row, int width, double[] out);

  /** The products that do not fill a group of eight, from left to right. */
  static double tail(double[] x, int xStart, float[] y, int yStart, int from, int length) {
    double sum = 0;
    for (int i = from; i < length; i++) {
      sum = Math.fma(x[xStart + i], y[yStart + i], sum);
    }
    return sum;
  }
}
