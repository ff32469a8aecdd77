package org.overrank.certify;

/** Bounds of rounding errors, themselves rounded up (Higham, "Accuracy and Stability", ch. 3). */
final class RoundingError {
  /** u = 2⁻⁵³. */
  static final double UNIT = 0x1.0p-53;

  /** More than what underflow takes from a mean of squares or from what it is added to. */
  static final double UNDERFLOW = 0x1.0p-980;

  private RoundingError() {}

  /** At least γ_k = k·u/(1 − k·u). */
  static double gamma(long k) {
    double product = k * UNIT;
    if (product > 0.25) {
      throw new ArithmeticException("sums of " + k + " terms are too long to bound their rounding");
    }
    // The quotient of two roundings is within 4u of the exact one.
    return product / (1 - product) * (1 + 8 * UNIT);
  }

  /** A number above x, by two units in the last place. */
  static double up(double x) {
    return Math.nextUp(Math.nextUp(x));
  }

  /** A number below x, by two units in the last place. */
  static double down(double x) {
    return Math.nextDown(Math.nextDown(x));
  }
}
