package org.overrank.linalg.kernels;

import static org.overrank.linalg.kernels.VectorKernels.WIDTH;
import static org.overrank.linalg.kernels.VectorKernels.all;
import static org.overrank.linalg.kernels.VectorKernels.load;

import jdk.incubator.vector.DoubleVector;

/**
 * A few columns of {@link Kernels#addOuter4} and {@link Kernels#addRows}, whose sums stay in
 * registers while all rows are added to them.
 */
final class VectorPanelKernels {
  private VectorPanelKernels() {}

  /** Sixteen sums, eight loads a row: for processors with thirty-two registers. */
  static void add4x4(
      double[][] c, int first, double[][] m, int at, double[][] p, int begin, int end, int j) {
    double[] c0 = c[first];
    double[] c1 = c[first + 1];
    double[] c2 = c[first + 2];
    double[] c3 = c[first + 3];
    DoubleVector a00 = load(c0, j);
    DoubleVector a01 = load(c0, j + WIDTH);
    DoubleVector a02 = load(c0, j + 2 * WIDTH);
    DoubleVector a03 = load(c0, j + 3 * WIDTH);
    DoubleVector a10 = load(c1, j);
    DoubleVector a11 = load(c1, j + WIDTH);
    DoubleVector a12 = load(c1, j + 2 * WIDTH);
    DoubleVector a13 = load(c1, j + 3 * WIDTH);
    DoubleVector a20 = load(c2, j);
    DoubleVector a21 = load(c2, j + WIDTH);
    DoubleVector a22 = load(c2, j + 2 * WIDTH);
    DoubleVector a23 = load(c2, j + 3 * WIDTH);
    DoubleVector a30 = load(c3, j);
    DoubleVector a31 = load(c3, j + WIDTH);
    DoubleVector a32 = load(c3, j + 2 * WIDTH);
    DoubleVector a33 = load(c3, j + 3 * WIDTH);
    for (int q = begin; q < end; q++) {
      double[] factors = m[q];
      double[] row = p[q];
      DoubleVector v0 = load(row, j);
      DoubleVector v1 = load(row, j + WIDTH);
      DoubleVector v2 = load(row, j + 2 * WIDTH);
      DoubleVector v3 = load(row, j + 3 * WIDTH);
      DoubleVector s = all(factors[at]);
      a00 = v0.fma(s, a00);
      a01 = v1.fma(s, a01);
      a02 = v2.fma(s, a02);
      a03 = v3.fma(s, a03);
      s = all(factors[at + 1]);
      a10 = v0.fma(s, a10);
      a11 = v1.fma(s, a11);
      a12 = v2.fma(s, a12);
      a13 = v3.fma(s, a13);
      s = all(factors[at + 2]);
      a20 = v0.fma(s, a20);
      a21 = v1.fma(s, a21);
      a22 = v2.fma(s, a22);
      a23 = v3.fma(s, a23);
      s = all(factors[at + 3]);
      a30 = v0.fma(s, a30);
      a31 = v1.fma(s, a31);
      a32 = v2.fma(s, a32);
      a33 = v3.fma(s, a33);
    }
    store(c0, j, a00, a01, a02, a03);
    store(c1, j, a10, a11, a12, a13);
    store(c2, j, a20, a21, a22, a23);
    store(c3, j, a30, a31, a32, a33);
  }

  private static void store(
      double[] row, int j, DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
    a.intoArray(row, j);
    b.intoArray(row, j + WIDTH);
    c.intoArray(row, j + 2 * WIDTH);
    d.intoArray(row, j + 3 * WIDTH);
  }

  /** Eight sums, six loads a row. */
  static void add4x2(
      double[][] c, int first, double[][] m, int at, double[][] p, int begin, int end, int j) {
    double[] c0 = c[first];
    double[] c1 = c[first + 1];
    double[] c2 = c[first + 2];
    double[] c3 = c[first + 3];
    DoubleVector a00 = load(c0, j);
    DoubleVector a01 = load(c0, j + WIDTH);
    DoubleVector a10 = load(c1, j);
    DoubleVector a11 = load(c1, j + WIDTH);
    DoubleVector a20 = load(c2, j);
    DoubleVector a21 = load(c2, j + WIDTH);
    DoubleVector a30 = load(c3, j);
    DoubleVector a31 = load(c3, j + WIDTH);
    for (int q = begin; q < end; q++) {
      double[] factors = m[q];
      DoubleVector v0 = load(p[q], j);
      DoubleVector v1 = load(p[q], j + WIDTH);
      DoubleVector s = all(factors[at]);
      a00 = v0.fma(s, a00);
      a01 = v1.fma(s, a01);
      s = all(factors[at + 1]);
      a10 = v0.fma(s, a10);
      a11 = v1.fma(s, a11);
      s = all(factors[at + 2]);
      a20 = v0.fma(s, a20);
      a21 = v1.fma(s, a21);
      s = all(factors[at + 3]);
      a30 = v0.fma(s, a30);
      a31 = v1.fma(s, a31);
    }
    a00.intoArray(c0, j);
    a01.intoArray(c0, j + WIDTH);
    a10.intoArray(c1, j);
    a11.intoArray(c1, j + WIDTH);
    a20.intoArray(c2, j);
    a21.intoArray(c2, j + WIDTH);
    a30.intoArray(c3, j);
    a31.intoArray(c3, j + WIDTH);
  }

  static void add4x1(
      double[][] c, int first, double[][] m, int at, double[][] p, int begin, int end, int j) {
    double[] c0 = c[first];
    double[] c1 = c[first + 1];
    double[] c2 = c[first + 2];
    double[] c3 = c[first + 3];
    DoubleVector a0 = load(c0, j);
    DoubleVector a1 = load(c1, j);
    DoubleVector a2 = load(c2, j);
    DoubleVector a3 = load(c3, j);
    for (int q = begin; q < end; q++) {
      double[] factors = m[q];
      DoubleVector v = load(p[q], j);
      a0 = v.fma(all(factors[at]), a0);
      a1 = v.fma(all(factors[at + 1]), a1);
      a2 = v.fma(all(factors[at + 2]), a2);
      a3 = v.fma(all(factors[at + 3]), a3);
    }
    a0.intoArray(c0, j);
    a1.intoArray(c1, j);
    a2.intoArray(c2, j);
    a3.intoArray(c3, j);
  }

  /** The columns that do not fill a register. */
  static void addColumns(
      double[][] c,
      int first,
      double[][] m,
      int at,
      double[][] p,
      int begin,
      int end,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      double a0 = c[first][j];
      double a1 = c[first + 1][j];
      double a2 = c[first + 2][j];
      double a3 = c[first + 3][j];
      for (int q = begin; q < end; q++) {
        double[] factors = m[q];
        double v = p[q][j];
        a0 = Math.fma(factors[at], v, a0);
        a1 = Math.fma(factors[at + 1], v, a1);
        a2 = Math.fma(factors[at + 2], v, a2);
        a3 = Math.fma(factors[at + 3], v, a3);
      }
      c[first][j] = a0;
      c[first + 1][j] = a1;
      c[first + 2][j] = a2;
      c[first + 3][j] = a3;
    }
  }

  /** One row's sums: four of them hide the latency of each other. */
  static void addRows4(
      double[] c, double[] s, int sStart, int sStep, double[][] p, int count, int j) {
    DoubleVector a0 = load(c, j);
    DoubleVector a1 = load(c, j + WIDTH);
    DoubleVector a2 = load(c, j + 2 * WIDTH);
    DoubleVector a3 = load(c, j + 3 * WIDTH);
    for (int q = 0; q < count; q++) {
      double[] row = p[q];
      DoubleVector factor = all(s[sStart + q * sStep]);
      a0 = load(row, j).fma(factor, a0);
      a1 = load(row, j + WIDTH).fma(factor, a1);
      a2 = load(row, j + 2 * WIDTH).fma(factor, a2);
      a3 = load(row, j + 3 * WIDTH).fma(factor, a3);
    }
    a0.intoArray(c, j);
    a1.intoArray(c, j + WIDTH);
    a2.intoArray(c, j + 2 * WIDTH);
    a3.intoArray(c, j + 3 * WIDTH);
  }

  static void addRows1(
      double[] c, double[] s, int sStart, int sStep, double[][] p, int count, int j) {
    DoubleVector a = load(c, j);
    for (int q = 0; q < count; q++) {
      a = load(p[q], j).fma(all(s[sStart + q * sStep]), a);
    }
    a.intoArray(c, j);
  }
}
