package org.overrank.linalg;

/** Plain loops. */
final class ScalarGatherKernels extends GatherKernels {
  @Override
  void products(
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
  void addRows(
      double[] w, double[] v, int[] rows, int first, int last, int width, double[] g, int gStart) {
    for (int e = first; e < last; e++) {
      ChosenKernels.SCALAR.axpy(w[e - first], v, rows[e] * width, g, gStart, width);
    }
  }

  @Override
  void scatter(
      double[] w, double[] u, int uStart, double[] v, int[] rows, int first, int last, int width) {
    for (int e = first; e < last; e++) {
      ChosenKernels.SCALAR.axpy(w[e - first], u, uStart, v, rows[e] * width, width);
    }
  }
}
