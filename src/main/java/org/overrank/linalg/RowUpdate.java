package org.overrank.linalg;

import org.overrank.linalg.kernels.ChosenKernels;
import org.overrank.linalg.kernels.Kernels;

/**
 * The inner loops of the dense kernels: rows plus multiples of rows, c ← c + Σ_q s_q · p_q.
 *
 * <p>Every element is a chain of fused multiply-adds in the order of q, so its bits depend on
 * nothing but the rows: neither on how the work is cut nor on the path that computes it.
 *
 * <p>Implementation note. Matrices are arrays of rows here: the compiler of JDK 17 turns a plain
 * loop into vector instructions only when every row is an array of its own.
 */
public final class RowUpdate {
  /** Entries of c that stay in the first cache while all rows are added to them. */
  private static final int STRETCH = 1024;

  /** Columns that fill two registers. */
  private static final int FULL = 2 * Kernels.LANES;

  private RowUpdate() {}

  /**
   * c[j] += s·p[j] for from ≤ j &lt; to.
   *
   * @param c row to update, modified
   * @param p what is added, not modified
   * @param s its multiplier
   * @param from first index
   * @param to one past the last index
   */
  public static void add1(double[] c, double[] p, double s, int from, int to) {
    for (int j = from; j < to; j++) {
      c[j] = Math.fma(s, p[j], c[j]);
    }
  }

  /**
   * Adds a triangle of outer products: c[i] += Σ_q m[q][i] · p[q], along [max(i, from), to) at
   * least, for first ≤ i &lt; last. What is left of the diagonal may be overwritten.
   *
   * @param c rows to update, modified
   * @param first the first of them
   * @param last one past the last
   * @param p rows whose outer products with themselves are added, not modified
   * @param begin the first of them
   * @param end one past the last
   * @param from first index
   * @param to one past the last index
   */
  static void addOuterProducts(
      double[][] c, int first, int last, double[][] p, int begin, int end, int from, int to) {
    int i = first;
    for (; i + 4 <= last; i += 4) {
      int left = i < from ? from : rounded(i, to);
      ChosenKernels.of(to - left, end - begin).addOuter4(c, i, p, i, p, begin, end, left, to);
    }
    for (; i < last; i++) {
      for (int q = begin; q < end; q++) {
        add1(c[i], p[q], p[q][i], Math.max(i, from), to);
      }
    }
  }

  /** A little left of a column, so that the columns up to {@code to} fill registers. */
  private static int rounded(int from, int to) {
    int width = (to - from + FULL - 1) / FULL * FULL;
    return width <= to ? to - width : from;
  }

  /**
   * c ← c + Σ_q s[sStart + q·sStep] · rows[q] for q in [0, count), along [0, to).
   *
   * @param c row to update, modified
   * @param rows what is added, not modified
   * @param count how many rows
   * @param s multipliers, not modified
   * @param sStart where the first multiplier stands
   * @param sStep how far apart they are
   * @param to one past the last index
   */
  public static void addRows(
      double[] c, double[][] rows, int count, double[] s, int sStart, int sStep, int to) {
    addRows(c, rows, count, s, sStart, sStep, 0, to);
  }

  /**
   * The same along [from, to).
   *
   * @param c row to update, modified
   * @param rows what is added, not modified
   * @param count how many rows
   * @param s multipliers, not modified
   * @param sStart where the first multiplier stands
   * @param sStep how far apart they are
   * @param from first index
   * @param to one past the last index
   */
  static void addRows(
      double[] c, double[][] rows, int count, double[] s, int sStart, int sStep, int from, int to) {
    Kernels kernels = ChosenKernels.of(to - from, count);
    for (int start = from; start < to; start += STRETCH) {
      int end = Math.min(to, start + STRETCH);
      kernels.addRows(c, s, sStart, sStep, rows, count, start, end);
    }
  }
}
