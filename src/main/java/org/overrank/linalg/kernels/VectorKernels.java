package org.overrank.linalg.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops in vector instructions. A register holds all eight running sums, or half of them: then
 * each stretch is read twice, the second time from the cache.
 *
 * <p>Only loaded where the module is present, see {@link ChosenKernels}.
 */
final class VectorKernels extends Kernels {
  static final VectorSpecies<Double> SPECIES = preferred();
  static final int WIDTH = SPECIES.length();

  private static VectorSpecies<Double> preferred() {
    VectorSpecies<Double> species = DoubleVector.SPECIES_PREFERRED;
    return species.length() > LANES ? DoubleVector.SPECIES_512 : species;
  }

  /** Whether registers hold four doubles at least. */
  static boolean worthwhile() {
    return DoubleVector.SPECIES_PREFERRED.length() >= LANES / 2;
  }

  static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  static DoubleVector all(double number) {
    return DoubleVector.broadcast(SPECIES, number);
  }

  @Override
  public void addProducts(
      double[] x, int xStart, double[] y, int yStart, int length, double[] sums, int at) {
    for (int half = 0; half < LANES; half += WIDTH) {
      DoubleVector sum = load(sums, at + half);
      for (int i = half; i < length; i += LANES) {
        sum = load(x, xStart + i).fma(load(y, yStart + i), sum);
      }
      sum.intoArray(sums, at + half);
    }
  }

  @Override
  public void addProducts4(
      double[][] rows, int first, double[] y, int from, int to, double[] sums, int at) {
    double[] r0 = rows[first];
    double[] r1 = rows[first + 1];
    double[] r2 = rows[first + 2];
    double[] r3 = rows[first + 3];
    for (int half = 0; half < LANES; half += WIDTH) {
      int place = at + half;
      DoubleVector s0 = load(sums, place);
      DoubleVector s1 = load(sums, place + LANES);
      DoubleVector s2 = load(sums, place + 2 * LANES);
      DoubleVector s3 = load(sums, place + 3 * LANES);
      for (int i = from + half; i < to; i += LANES) {
        DoubleVector v = load(y, i);
        s0 = load(r0, i).fma(v, s0);
        s1 = load(r1, i).fma(v, s1);
        s2 = load(r2, i).fma(v, s2);
        s3 = load(r3, i).fma(v, s3);
      }
      s0.intoArray(sums, place);
      s1.intoArray(sums, place + LANES);
      s2.intoArray(sums, place + 2 * LANES);
      s3.intoArray(sums, place + 3 * LANES);
    }
  }

  /** Two vectors at a time: eight sums, three loads for four products. */
  @Override
  public void addProducts4x4(
      double[][] rows,
      int first,
      double[][] ys,
      int k,
      int from,
      int to,
      double[] sums,
      int at,
      int step) {
    addProducts4x2(rows, first, ys[k], ys[k + 1], from, to, sums, at, step);
    addProducts4x2(rows, first, ys[k + 2], ys[k + 3], from, to, sums, at + 2 * step, step);
  }

  private static void addProducts4x2(
      double[][] rows,
      int first,
      double[] y,
      double[] z,
      int from,
      int to,
      double[] sums,
      int at,
      int step) {
    double[] r0 = rows[first];
    double[] r1 = rows[first + 1];
    double[] r2 = rows[first + 2];
    double[] r3 = rows[first + 3];
    for (int half = 0; half < LANES; half += WIDTH) {
      int a = at + half;
      int b = a + step;
      DoubleVector s0 = load(sums, a);
      DoubleVector s1 = load(sums, a + LANES);
      DoubleVector s2 = load(sums, a + 2 * LANES);
      DoubleVector s3 = load(sums, a + 3 * LANES);
      DoubleVector t0 = load(sums, b);
      DoubleVector t1 = load(sums, b + LANES);
      DoubleVector t2 = load(sums, b + 2 * LANES);
      DoubleVector t3 = load(sums, b + 3 * LANES);
      for (int i = from + half; i < to; i += LANES) {
        DoubleVector v = load(y, i);
        DoubleVector w = load(z, i);
        DoubleVector row = load(r0, i);
        s0 = row.fma(v, s0);
        t0 = row.fma(w, t0);
        row = load(r1, i);
        s1 = row.fma(v, s1);
        t1 = row.fma(w, t1);
        row = load(r2, i);
        s2 = row.fma(v, s2);
        t2 = row.fma(w, t2);
        row = load(r3, i);
        s3 = row.fma(v, s3);
        t3 = row.fma(w, t3);
      }
      s0.intoArray(sums, a);
      s1.intoArray(sums, a + LANES);
      s2.intoArray(sums, a + 2 * LANES);
      s3.intoArray(sums, a + 3 * LANES);
      t0.intoArray(sums, b);
      t1.intoArray(sums, b + LANES);
      t2.intoArray(sums, b + 2 * LANES);
      t3.intoArray(sums, b + 3 * LANES);
    }
  }

  @Override
  public double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    int whole = length - length % LANES;
    double sum = 0;
    if (WIDTH == LANES) {
      DoubleVector s = DoubleVector.zero(SPECIES);
      for (int i = 0; i < whole; i += LANES) {
        s = load(x, xStart + i).fma(load(y, yStart + i), s);
      }
      sum =
          ((s.lane(0) + s.lane(4)) + (s.lane(1) + s.lane(5)))
              + ((s.lane(2) + s.lane(6)) + (s.lane(3) + s.lane(7)));
    } else {
      DoubleVector low = DoubleVector.zero(SPECIES);
      DoubleVector high = DoubleVector.zero(SPECIES);
      for (int i = 0; i < whole; i += LANES) {
        low = load(x, xStart + i).fma(load(y, yStart + i), low);
        high = load(x, xStart + i + WIDTH).fma(load(y, yStart + i + WIDTH), high);
      }
      DoubleVector s = low.add(high);
      sum = (s.lane(0) + s.lane(1)) + (s.lane(2) + s.lane(3));
    }
    return sum + tail(x, xStart, y, yStart, whole, length);
  }

  @Override
  public void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length) {
    int i = 0;
    DoubleVector factor = all(a);
    for (; i + WIDTH <= length; i += WIDTH) {
      load(x, xStart + i).fma(factor, load(y, yStart + i)).intoArray(y, yStart + i);
    }
    for (; i < length; i++) {
      y[yStart + i] = Math.fma(a, x[xStart + i], y[yStart + i]);
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
    int j = from;
    for (; WIDTH == LANES && j + 4 * WIDTH <= to; j += 4 * WIDTH) {
      VectorPanelKernels.add4x4(c, first, m, at, p, begin, end, j);
    }
    for (; j + 2 * WIDTH <= to; j += 2 * WIDTH) {
      VectorPanelKernels.add4x2(c, first, m, at, p, begin, end, j);
    }
    for (; j + WIDTH <= to; j += WIDTH) {
      VectorPanelKernels.add4x1(c, first, m, at, p, begin, end, j);
    }
    if (j < to) {
      VectorPanelKernels.addColumns(c, first, m, at, p, begin, end, j, to);
    }
  }

  @Override
  public void addRows(
      double[] c, double[] s, int sStart, int sStep, double[][] p, int count, int from, int to) {
    int j = from;
    for (; j + 4 * WIDTH <= to; j += 4 * WIDTH) {
      VectorPanelKernels.addRows4(c, s, sStart, sStep, p, count, j);
    }
    for (; j + WIDTH <= to; j += WIDTH) {
      VectorPanelKernels.addRows1(c, s, sStart, sStep, p, count, j);
    }
    for (; j < to; j++) {
      double sum = c[j];
      for (int q = 0; q < count; q++) {
        sum = Math.fma(s[sStart + q * sStep], p[q][j], sum);
      }
      c[j] = sum;
    }
  }

  @Override
  public void addRowsAndProducts(
      double[] c,
      double[] s,
      int sStart,
      double[][] p,
      double[][] rows,
      double[] y,
      int from,
      int to,
      double[] sums) {
    for (int half = 0; half < LANES; half += WIDTH) {
      addRowsAndProducts(c, s, sStart, p, rows, y, from + half, to, sums, half);
    }
  }

  private static void addRowsAndProducts(
      double[] c,
      double[] s,
      int sStart,
      double[][] p,
      double[][] rows,
      double[] y,
      int from,
      int to,
      double[] sums,
      int at) {
    double[] p0 = p[0];
    double[] p1 = p[1];
    double[] p2 = p[2];
    double[] p3 = p[3];
    double[] r0 = rows[0];
    double[] r1 = rows[1];
    double[] r2 = rows[2];
    double[] r3 = rows[3];
    DoubleVector f0 = all(s[sStart]);
    DoubleVector f1 = all(s[sStart + 1]);
    DoubleVector f2 = all(s[sStart + 2]);
    DoubleVector f3 = all(s[sStart + 3]);
    DoubleVector s0 = load(sums, at);
    DoubleVector s1 = load(sums, at + LANES);
    DoubleVector s2 = load(sums, at + 2 * LANES);
    DoubleVector s3 = load(sums, at + 3 * LANES);
    for (int i = from; i < to; i += LANES) {
      DoubleVector v = load(y, i);
      s0 = load(r0, i).fma(v, s0);
      s1 = load(r1, i).fma(v, s1);
      s2 = load(r2, i).fma(v, s2);
      s3 = load(r3, i).fma(v, s3);
      DoubleVector sum = load(p0, i).fma(f0, load(c, i));
      sum = load(p1, i).fma(f1, sum);
      sum = load(p2, i).fma(f2, sum);
      load(p3, i).fma(f3, sum).intoArray(c, i);
    }
    s0.intoArray(sums, at);
    s1.intoArray(sums, at + LANES);
    s2.intoArray(sums, at + 2 * LANES);
    s3.intoArray(sums, at + 3 * LANES);
  }
}
