package org.overrank.linalg.kernels;

/** Plain loops. */
final class ScalarGatherKernels extends GatherKernels {
  @Override
  public void products(
      double[] u,
      int uStart,
      double[] v,
      int[] rows,
      int first,
      int last,
      int width,
      double[] out,
      double[] scratch) {
    for (int e = first; e < last; e++) {
      out[e - first] = ChosenKernels.SCALAR.dot(u, uStart, v, rows[e] * width, width);
    }
  }

  @Override
  public void addRows(
      double[] w, double[] v, int[] rows, int first, int last, int width, double[] g, int gStart) {
    for (int e = first; e < last; e++) {
      ChosenKernels.SCALAR.axpy(w[e - first], v, rows[e] * width, g, gStart, width);
    }
  }

  @Override
  public void scatter(
      double[] w, double[] u, int uStart, double[] v, int[] rows, int first, int last, int width) {
    for (int e = first; e < last; e++) {
      ChosenKernels.SCALAR.axpy(w[e - first], u, uStart, v, rows[e] * width, width);
    }
  }
}
