package org.overrank.linalg;

import org.overrank.linalg.kernels.ChosenKernels;
import org.overrank.linalg.kernels.GatherKernels;

/**
 * Rows of a matrix that an index picks, against one row u: products, a weighted sum, and u
 * scattered onto them. What sparse measurements are made of.
 *
 * <p>Each operation costs 2·width flops a row. Row k of a matrix begins at k · width of its array.
 * One instance for one width and thread; nothing is allocated after construction.
 */
public final class GatheredRows {
  private final int width;
  private final GatherKernels kernels;
  private final double[] scratch = new double[GatherKernels.SCRATCH];

  /**
   * For rows of one width.
   *
   * @param width how long a row is
   */
  public GatheredRows(int width) {
    this.width = width;
    this.kernels = ChosenKernels.gather(width);
  }

  /**
   * out[e − first] = ⟨u, v_{rows[e]}⟩ for first ≤ e &lt; last, with the bits of {@link
   * Dot#product}.
   *
   * @param u array of the one row, not modified
   * @param uStart where the row begins
   * @param v array of all rows, not modified
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param out overwritten from 0 on
   */
  public void products(
      double[] u, int uStart, double[] v, int[] rows, int first, int last, double[] out) {
    kernels.products(u, uStart, v, rows, first, last, width, out, scratch);
  }

  /**
   * g += Σ_e w[e − first] v_{rows[e]}, in the order of e.
   *
   * @param w weights from 0 on, not modified
   * @param v array of all rows, not modified
   * @param rows which of them
   * @param first the first index
   * @param last one past the last
   * @param g array of the sum, added to
   * @param gStart where the sum begins
   */
  public void addTo(
      double[] w, double[] v, int[] rows, int first, int last, double[] g, int gStart) {
    kernels.addRows(w, v, rows, first, last, width, g, gStart);
  }

  /**
   * v_{rows[e]} += w[e − first] u, in the order of e.
   *
   * @param w weights from 0 on, not modified
   * @param u array of the one row, not modified
   * @param uStart where the row begins
   * @param v array of all rows, of which some are added to
   * @param rows which of them; one may occur more than once
   * @param first the first index
   * @param last one past the last
   */
  public void scatter(
      double[] w, double[] u, int uStart, double[] v, int[] rows, int first, int last) {
    kernels.scatter(w, u, uStart, v, rows, first, last, width);
  }
}
