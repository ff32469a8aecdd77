package org.overrank.linalg;

/** Norms of arrays, safe from overflow and underflow, in a fixed order of summation. */
final class Norms {
  private static final int SAFE_EXPONENT = 300;

  private Norms() {}

  /** max |x_k|; NaN if one of them is. */
  static double largestMagnitude(double[] x) {
    double largest = 0;
    for (double entry : x) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return largest;
  }

  /** Σ x_k² in twice the working precision. */
  static double squaredAccurately(double[] x) {
    CompensatedSum sum = new CompensatedSum();
    for (double entry : x) {
      sum.addProduct(entry, entry);
    }
    return sum.value();
  }

  /** ‖x‖, also where the squares would overflow or vanish. */
  static double euclidean(double[] x) {
    double largest = largestMagnitude(x);
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    int exponent = Math.getExponent(largest);
    if (Math.abs(exponent) <= SAFE_EXPONENT) {
      return Math.sqrt(Dot.product(x, 0, x, 0, x.length));
    }
    double[] scaled = x.clone();
    for (int k = 0; k < x.length; k++) {
      scaled[k] = Math.scalb(x[k], -exponent);
    }
    return Math.scalb(Math.sqrt(Dot.product(scaled, 0, scaled, 0, x.length)), exponent);
  }

  /** A new array, factor · x. */
  static double[] scaled(double[] x, double factor) {
    double[] result = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      result[k] = x[k] * factor;
    }
    return result;
  }
}
