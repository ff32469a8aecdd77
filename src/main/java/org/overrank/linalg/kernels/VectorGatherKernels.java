package org.overrank.linalg.kernels;

import static org.overrank.linalg.kernels.VectorKernels.WIDTH;
import static org.overrank.linalg.kernels.VectorKernels.all;
import static org.overrank.linalg.kernels.VectorKernels.load;

import jdk.incubator.vector.DoubleVector;

/**
 * The loops in vector instructions. Four products are made at once, as one alone waits for its own
 * sum; sums and scattered rows stay in registers, 32 or 16 columns at a time.
 */
final class VectorGatherKernels extends GatherKernels {
  private static final int LANES = Kernels.LANES;

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
    int whole = width - width % LANES;
    for (int e = first; e < last; e += 4) {
      int size = Math.min(4, last - e);
      // The last group repeats a row rather than waiting for one product after the other.
      int a = rows[e] * width;
      int b = rows[e + Math.min(1, size - 1)] * width;
      int c = rows[e + Math.min(2, size - 1)] * width;
      int d = rows[e + size - 1] * width;
      products4(u, uStart, v, a, b, c, d, whole, scratch);
      for (int k = 0; k < size; k++) {
        double tail = Kernels.tail(u, uStart, v, rows[e + k] * width, whole, width);
        out[e - first + k] = Kernels.total(scratch, k * LANES) + tail;
      }
    }
  }

  private static void products4(
      double[] u, int uStart, double[] v, int a, int b, int c, int d, int whole, double[] sums) {
    for (int half = 0; half < LANES; half += WIDTH) {
      DoubleVector s0 = DoubleVector.zero(VectorKernels.SPECIES);
      DoubleVector s1 = DoubleVector.zero(VectorKernels.SPECIES);
      DoubleVector s2 = DoubleVector.zero(VectorKernels.SPECIES);
      DoubleVector s3 = DoubleVector.zero(VectorKernels.SPECIES);
      for (int i = half; i < whole; i += LANES) {
        DoubleVector x = load(u, uStart + i);
        s0 = x.fma(load(v, a + i), s0);
        s1 = x.fma(load(v, b + i), s1);
        s2 = x.fma(load(v, c + i), s2);
        s3 = x.fma(load(v, d + i), s3);
      }
      s0.intoArray(sums, half);
      s1.intoArray(sums, half + LANES);
      s2.intoArray(sums, half + 2 * LANES);
      s3.intoArray(sums, half + 3 * LANES);
    }
  }

  @Override
  public void addRows(
      double[] w, double[] v, int[] rows, int first, int last, int width, double[] g, int gStart) {
    int j = 0;
    for (; j + 4 * WIDTH <= width; j += 4 * WIDTH) {
      DoubleVector a0 = load(g, gStart + j);
      DoubleVector a1 = load(g, gStart + j + WIDTH);
      DoubleVector a2 = load(g, gStart + j + 2 * WIDTH);
      DoubleVector a3 = load(g, gStart + j + 3 * WIDTH);
      for (int e = first; e < last; e++) {
        DoubleVector weight = all(w[e - first]);
        int at = rows[e] * width + j;
        a0 = load(v, at).fma(weight, a0);
        a1 = load(v, at + WIDTH).fma(weight, a1);
        a2 = load(v, at + 2 * WIDTH).fma(weight, a2);
        a3 = load(v, at + 3 * WIDTH).fma(weight, a3);
      }
      a0.intoArray(g, gStart + j);
      a1.intoArray(g, gStart + j + WIDTH);
      a2.intoArray(g, gStart + j + 2 * WIDTH);
      a3.intoArray(g, gStart + j + 3 * WIDTH);
    }
    for (; j + WIDTH <= width; j += WIDTH) {
      DoubleVector a = load(g, gStart + j);
      for (int e = first; e < last; e++) {
        a = load(v, rows[e] * width + j).fma(all(w[e - first]), a);
      }
      a.intoArray(g, gStart + j);
    }
    for (; j < width; j++) {
      double sum = g[gStart + j];
      for (int e = first; e < last; e++) {
        sum = Math.fma(w[e - first], v[rows[e] * width + j], sum);
      }
      g[gStart + j] = sum;
    }
  }

  @Override
  public void scatter(
      double[] w, double[] u, int uStart, double[] v, int[] rows, int first, int last, int width) {
    int j = 0;
    for (; j + 4 * WIDTH <= width; j += 4 * WIDTH) {
      DoubleVector u0 = load(u, uStart + j);
      DoubleVector u1 = load(u, uStart + j + WIDTH);
      DoubleVector u2 = load(u, uStart + j + 2 * WIDTH);
      DoubleVector u3 = load(u, uStart + j + 3 * WIDTH);
      for (int e = first; e < last; e++) {
        DoubleVector weight = all(w[e - first]);
        int at = rows[e] * width + j;
        u0.fma(weight, load(v, at)).intoArray(v, at);
        u1.fma(weight, load(v, at + WIDTH)).intoArray(v, at + WIDTH);
        u2.fma(weight, load(v, at + 2 * WIDTH)).intoArray(v, at + 2 * WIDTH);
        u3.fma(weight, load(v, at + 3 * WIDTH)).intoArray(v, at + 3 * WIDTH);
      }
    }
    for (; j + WIDTH <= width; j += WIDTH) {
      DoubleVector u0 = load(u, uStart + j);
      for (int e = first; e < last; e++) {
        int at = rows[e] * width + j;
        u0.fma(all(w[e - first]), load(v, at)).intoArray(v, at);
      }
    }
    for (; j < width; j++) {
      for (int e = first; e < last; e++) {
        int at = rows[e] * width + j;
        v[at] = Math.fma(w[e - first], u[uStart + j], v[at]);
      }
    }
  }
}
