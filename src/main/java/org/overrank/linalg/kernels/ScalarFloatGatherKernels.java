package org.overrank.linalg.kernels;

/** Plain loops. */
final class ScalarFloatGatherKernels extends FloatGatherKernels {
  private static final int LANES = Kernels.LANES;

  @Override
  public void products(
      double[] u,
      int uStart,
      float[] v,
      int[] rows,
      int first,
      int last,
      int width,
      double[] out,
      double[] scratch) {
    int whole = width - width % LANES;
    for (int e = first; e < last; e++) {
      int at = rows[e] * width;
      addProducts(u, uStart, v, at, whole, scratch);
      out[e - first] = Kernels.total(scratch, 0) + tail(u, uStart, v, at, whole, width);
    }
  }

  private static void addProducts(
      double[] x, int xStart, float[] y, int yStart, int length, double[] sums) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
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
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }

  @Override
  public void scaled(double c, float[] v, int row, int width, double[] out) {
    int at = row * width;
    for (int j = 0; j < width; j++) {
      out[j] = c * v[at + j];
    }
  }

  @Override
  public void addRows(
      double[] w, float[] v, int[] rows, int first, int last, int width, double[] g, int gStart) {
    for (int e = first; e < last; e++) {
      double weight = w[e - first];
      int at = rows[e] * width;
      for (int j = 0; j < width; j++) {
        g[gStart + j] = Math.fma(weight, v[at + j], g[gStart + j]);
      }
    }
  }
}
