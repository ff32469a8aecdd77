package org.overrank.linalg;

/** Plain loops. */
final class ScalarKernels extends Kernels {
  @Override
  void addProducts(
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
      s0 += x[p] * y[q];
      s1 += x[p + 1] * y[q + 1];
      s2 += x[p + 2] * y[q + 2];
      s3 += x[p + 3] * y[q + 3];
      s4 += x[p + 4] * y[q + 4];
      s5 += x[p + 5] * y[q + 5];
      s6 += x[p + 6] * y[q + 6];
      s7 += x[p + 7] * y[q + 7];
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
  void addProducts4(
      double[][] rows, int first, double[] y, int from, int to, double[] sums, int at) {
    for (int q = 0; q < 4; q++) {
      addProducts(rows[first + q], from, y, from, to - from, sums, at + q * LANES);
    }
  }

  @Override
  double dot(double[] x, int xStart, double[] y, int yStart, int length) {
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
      s0 += x[p] * y[q];
      s1 += x[p + 1] * y[q + 1];
      s2 += x[p + 2] * y[q + 2];
      s3 += x[p + 3] * y[q + 3];
      s4 += x[p + 4] * y[q + 4];
      s5 += x[p + 5] * y[q + 5];
      s6 += x[p + 6] * y[q + 6];
      s7 += x[p + 7] * y[q + 7];
    }
    double tail = tail(x, xStart, y, yStart, i, length);
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + tail;
  }

  @Override
  void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length) {
    for (int k = 0; k < length; k++) {
      y[yStart + k] += a * x[xStart + k];
    }
  }
}
