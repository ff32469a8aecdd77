package org.overrank.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops in vector instructions. A register holds all eight running sums, or half of them: then
 * each stretch is read twice, the second time from the cache.
 *
 * <p>Only loaded where the module is present, see {@link ChosenKernels}.
 */
final class VectorKernels extends Kernels {
  private static final VectorSpecies<Double> SPECIES = preferred();
  private static final int WIDTH = SPECIES.length();

  private static VectorSpecies<Double> preferred() {
    VectorSpecies<Double> species = DoubleVector.SPECIES_PREFERRED;
    return species.length() > LANES ? DoubleVector.SPECIES_512 : species;
  }

  /** Whether registers hold four doubles at least. */
  static boolean worthwhile() {
    return DoubleVector.SPECIES_PREFERRED.length() >= LANES / 2;
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  @Override
  void addProducts(
      double[] x, int xStart, double[] y, int yStart, int length, double[] sums, int at) {
    for (int half = 0; half < LANES; half += WIDTH) {
      DoubleVector sum = load(sums, at + half);
      for (int i = half; i < length; i += LANES) {
        sum = sum.add(load(x, xStart + i).mul(load(y, yStart + i)));
      }
      sum.intoArray(sums, at + half);
    }
  }

  @Override
  void addProducts4(
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
        s0 = s0.add(load(r0, i).mul(v));
        s1 = s1.add(load(r1, i).mul(v));
        s2 = s2.add(load(r2, i).mul(v));
        s3 = s3.add(load(r3, i).mul(v));
      }
      s0.intoArray(sums, place);
      s1.intoArray(sums, place + LANES);
      s2.intoArray(sums, place + 2 * LANES);
      s3.intoArray(sums, place + 3 * LANES);
    }
  }

  @Override
  double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    int whole = length - length % LANES;
    double sum = 0;
    if (WIDTH == LANES) {
      DoubleVector s = DoubleVector.zero(SPECIES);
      for (int i = 0; i < whole; i += LANES) {
        s = s.add(load(x, xStart + i).mul(load(y, yStart + i)));
      }
      sum =
          ((s.lane(0) + s.lane(4)) + (s.lane(1) + s.lane(5)))
              + ((s.lane(2) + s.lane(6)) + (s.lane(3) + s.lane(7)));
    } else {
      DoubleVector low = DoubleVector.zero(SPECIES);
      DoubleVector high = DoubleVector.zero(SPECIES);
      for (int i = 0; i < whole; i += LANES) {
        low = low.add(load(x, xStart + i).mul(load(y, yStart + i)));
        high = high.add(load(x, xStart + i + WIDTH).mul(load(y, yStart + i + WIDTH)));
      }
      DoubleVector s = low.add(high);
      sum = (s.lane(0) + s.lane(1)) + (s.lane(2) + s.lane(3));
    }
    return sum + tail(x, xStart, y, yStart, whole, length);
  }

  @Override
  void axpy(double a, double[] x, int xStart, double[] y, int yStart, int length) {
    int i = 0;
    for (; i + WIDTH <= length; i += WIDTH) {
      load(y, yStart + i).add(load(x, xStart + i).mul(a)).intoArray(y, yStart + i);
    }
    for (; i < length; i++) {
      y[yStart + i] += a * x[xStart + i];
    }
  }
}
