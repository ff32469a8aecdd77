package org.overrank.linalg.kernels;

/** Plain loops. */
final class ScalarKernels extends Kernels {
  @Override
  public void addProducts(
      double[] x, int xStart, double[] y, int yStart, int length, double[] sums, int at) {
    double s0 = sums[at];
    double s1 = sums[at + 1];
    double s2 = sums[at + 2];
    double s3 = sums[at + 3];
    double s4 = sums[at + 4];
    double s5 = sums[at + 5];
    double s6 = sums[at + 6];
    double s7 = sums[at + 7];
    for (int i = 0; i < length; i += LANES) {
      int p = xStart + i;
      int q = yStart + i;
      s0 = Math.fma(x[p], y[q], s0);
      s1 = Math.fma(x[p + 1], y[q + 1], s1);
      s2 = Math.fma(x[p + 2], y[q + 2], s2);
      s3 = Math.fma(x[p + 3], y[q + 3], s3);
      s4 = Math.fma(x[p + 4], y[q + 4], s4);
      s5 = Math.fma(x[p + 5], y[q + 5], s5);
      s6 = Math.fma(x[p + 6], y[q + 6], s6);
      s7 = Math.fma(x[p + 7], y[q + 7], s7);
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
    sums[at + 4] = s4;
    sums[at + 5] = s5;
    sums[at + 6] = s6;
    sums[at + 7] = s7;
  }

  @Override
  public void addProducts4(
      double[][] rows, int first, double[] y, int from, int to, double[] sums, int at) {
    for (int q = 0; q < 4; q++) {
      addProducts(rows[first + q], from, y, from, to - from, sums, at + q * LANES);
    }
  }

  @Override
  public double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      int p = xStart + i;
      int q = yStart + i;
      s0 = Math.fma(x[p], y[q], s0);
      s1 = Math.fma(x[p + 1], y[q + 1], s1);
      s2 = Math.fma(x[p + 2], y[q + 2], s2);
      s3 = Math.fma(x[p + 3], y[q + 3], s3);
      s4 = Math.fma(x[p + 4], y[q + 4], s4);
      s5 = Math.fma(x[p + 5], y[q + 5], s5);
      s6 = Math.fma(x[p + 6], y[q + 6], s6);
      s7 = Math.fma(x[p + 7], y[q + 7], s7);
    }
    double tail = tail(x, xStart, y, yStart, i, length);
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + tail;
  }

  @Override
  public void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length) {
    for (int k = 0; k < length; k++) {
      y[yStart + k] = Math.fma(a, x[xStart + k], y[yStart + k]);
    }
  }

  @Override
  public void addOuter4(
      double[][] c,
      int first,
      double[][] m,
      int at,
      double[][] p,
      int begin,
      int end,
      int from,
      int to) {
    for (int r = 0; r < 4; r++) {
      for (int q = begin; q < end; q++) {
        addRow(c[first + r], m[q][at + r], p[q], from, to);
      }
    }
  }

  @Override
  public void addRows(
      double[] c, double[] s, int sStart, int sStep, double[][] p, int count, int from, int to) {
    int q = 0;
    int at = sStart;
    for (; q + 4 <= count; q += 4, at += 4 * sStep) {
      double s0 = s[at];
      double s1 = s[at + sStep];
      double s2 = s[at + 2 * sStep];
      double s3 = s[at + 3 * sStep];
      addRows4(c, p[q], p[q + 1], p[q + 2], p[q + 3], s0, s1, s2, s3, from, to);
    }
    for (; q < count; q++, at += sStep) {
      addRow(c, s[at], p[q], from, to);
    }
  }

  /** The compiler turns both into vector instructions, as all arrays are read at one index. */
  private static void addRow(double[] c, double s, double[] p, int from, int to) {
    for (int j = from; j < to; j++) {
      c[j] = Math.fma(s, p[j], c[j]);
    }
  }

  private static void addRows4(
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
      double sum = Math.fma(s1, p1[j], Math.fma(s0, p0[j], c[j]));
      c[j] = Math.fma(s3, p3[j], Math.fma(s2, p2[j], sum));
    }
  }
}
