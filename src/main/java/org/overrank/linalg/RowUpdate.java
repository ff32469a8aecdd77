package org.overrank.linalg;

/**
 * The one inner loop of the dense kernels: c ← c + Σ_q s_q · p_q along a stretch of rows.
 *
 * <p>Implementation note. On JDK 17 the compiler turns such a loop into vector instructions only
 * when every row is an array of its own and all of them are read at the same index; with rows at
 * different offsets of one array, or with six and more rows, it stays scalar (measured: 26 to 34
 * GFlop/s against 7, rows of 100 to 500). That is why the kernels of this package keep matrices as
 * arrays of rows while they work. Four rows: 8 flops for 5 loads and a store.
 */
public final class RowUpdate {
  /** Entries of c that stay in the first cache while all rows are added to them. */
  private static final int STRETCH = 1024;

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
      c[j] += s * p[j];
    }
  }

  /** c[j] += (s0·p0[j] + s1·p1[j]) + (s2·p2[j] + s3·p3[j]) for from ≤ j &lt; to; c modified. */
  static void add4(
      double[] c,
      double[] p0,
      double[] p1,
      double[] p2,
      double[] p3,
      double s0,
      double s1,
      double s2,
      double s3,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      c[j] += (s0 * p0[j] + s1 * p1[j]) + (s2 * p2[j] + s3 * p3[j]);
    }
  }

  /**
   * c ← c − Σ_q rows[q][i] · rows[q] for q in [first, last), along [from, to).
   *
   * @param c row to update, modified; none of the rows [first, last)
   * @param rows rows of a factor, not modified
   * @param i which column holds the multipliers
   */
  static void subtractRows(
      double[] c, double[][] rows, int first, int last, int i, int from, int to) {
    int q = first;
    for (; q + 4 <= last; q += 4) {
      double[] p0 = rows[q];
      double[] p1 = rows[q + 1];
      double[] p2 = rows[q + 2];
      double[] p3 = rows[q + 3];
      add4(c, p0, p1, p2, p3, -p0[i], -p1[i], -p2[i], -p3[i], from, to);
    }
    for (; q < last; q++) {
      add1(c, rows[q], -rows[q][i], from, to);
    }
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
    for (int from = 0; from < to; from += STRETCH) {
      addStretch(c, rows, count, s, sStart, sStep, from, Math.min(to, from + STRETCH));
    }
  }

  /** The same along [from, to). */
  static void addStretch(
      double[] c, double[][] rows, int count, double[] s, int sStart, int sStep, int from, int to) {
    int q = 0;
    int at = sStart;
    for (; q + 4 <= count; q += 4, at += 4 * sStep) {
      add4(
          c,
          rows[q],
          rows[q + 1],
          rows[q + 2],
          rows[q + 3],
          s[at],
          s[at + sStep],
          s[at + 2 * sStep],
          s[at + 3 * sStep],
          from,
          to);
    }
    for (; q < count; q++, at += sStep) {
      add1(c, rows[q], s[at], from, to);
    }
  }
}
