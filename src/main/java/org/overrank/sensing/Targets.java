package org.overrank.sensing;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.PowersOfTwo;

/**
 * The targets √w y of a block and the roots √w that its matrices are scaled by.
 *
 * <p>Both are kept divided by powers of two, so that products of numbers far from 1 neither over-
 * nor underflow before their own units are known ({@link #in}).
 */
final class Targets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] values;
  private final int valueExponent;
  private final double valueScale;
  private final double @Nullable [] weightRoots;
  private final double @Nullable [] roots;
  private final int rootExponent;
  private final double rootScale;
  private final int matrixExponent;

  private Targets(
      double[] values,
      int valueExponent,
      int target,
      double @Nullable [] weightRoots,
      double @Nullable [] roots,
      int rootExponent,
      int coefficient,
      int matrixExponent) {
    this.values = values;
    this.valueExponent = valueExponent;
    this.valueScale = scale(valueExponent, target);
    this.weightRoots = weightRoots;
    this.roots = roots;
    this.rootExponent = rootExponent;
    this.rootScale = scale(rootExponent, coefficient);
    this.matrixExponent = matrixExponent;
  }

  private static double scale(int exponent, int unit) {
    return Math.scalb(1.0, PowersOfTwo.orNone(exponent) - unit);
  }

  /**
   * The targets of some measurements, in user units.
   *
   * @param measurements with their values and weights
   * @param exponents of the matrices
   */
  static Targets of(List<Measurement> measurements, MatrixExponents exponents) {
    int n = measurements.size();
    double[] square = new double[n];
    int largestValue = PowersOfTwo.OF_ZERO;
    int largestRoot = PowersOfTwo.OF_ZERO;
    int largestMatrix = PowersOfTwo.OF_ZERO;
    for (int i = 0; i < n; i++) {
      square[i] = Math.sqrt(measurements.get(i).weight());
      int root = PowersOfTwo.exponent(square[i]);
      double value = measurements.get(i).value();
      largestValue = Math.max(largestValue, root + PowersOfTwo.exponent(value));
      largestRoot = Math.max(largestRoot, root + exponents.divided(i));
      largestMatrix = Math.max(largestMatrix, root + exponents.of(i));
    }
    largestValue = orZero(largestValue);
    double[] values = new double[n];
    double[] roots = new double[n];
    boolean weighted = false;
    boolean scaled = false;
    for (int i = 0; i < n; i++) {
      int root = PowersOfTwo.exponent(square[i]);
      double mantissa = PowersOfTwo.mantissa(square[i]);
      double value = measurements.get(i).value();
      values[i] =
          Math.scalb(
              mantissa * PowersOfTwo.mantissa(value),
              root + PowersOfTwo.exponent(value) - PowersOfTwo.orNone(largestValue));
      roots[i] = Math.scalb(mantissa, root + exponents.divided(i) - largestRoot);
      weighted |= square[i] != 1;
      scaled |= roots[i] != 1;
    }
    return new Targets(
        values,
        largestValue,
        0,
        weighted ? square : null,
        scaled ? roots : null,
        n == 0 ? 0 : largestRoot,
        0,
        orZero(largestMatrix));
  }

  private static int orZero(int exponent) {
    return exponent < PowersOfTwo.OF_ZERO / 2 ? PowersOfTwo.OF_ZERO : exponent;
  }

  /**
   * The same in other units.
   *
   * @param target p
   * @param coefficient a
   * @return √w y / 2^p and √w / 2^a, over the same arrays
   */
  Targets in(int target, int coefficient) {
    return new Targets(
        values,
        valueExponent,
        target,
        weightRoots,
        roots,
        rootExponent,
        coefficient,
        matrixExponent);
  }

  int count() {
    return values.length;
  }

  /** √w y. */
  double value(int i) {
    return valueScale * values[i];
  }

  /** √w itself. */
  double weightRoot(int i) {
    return weightRoots == null ? 1 : weightRoots[i];
  }

  /** √w, for matrices that were {@link MatrixExponents#divided}. */
  double root(int i) {
    return roots == null ? rootScale : rootScale * roots[i];
  }

  /** The part of {@link #root} that has nothing to do with the units. */
  double relativeRoot(int i) {
    return roots == null ? 1 : roots[i];
  }

  /** The part of {@link #root} that all measurements share, a power of two. */
  double rootScale() {
    return rootScale;
  }

  /** The exponent of the largest √w |y|. */
  int targetExponent() {
    return valueExponent;
  }

  /** The exponent of the largest cell of a √w A. */
  int coefficientExponent() {
    return matrixExponent;
  }

  long bytes() {
    int arrays = 1 + (weightRoots == null ? 0 : 1) + (roots == null ? 0 : 1);
    return 8L * values.length * arrays + 64;
  }
}
