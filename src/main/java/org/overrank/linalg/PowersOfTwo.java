package org.overrank.linalg;

/**
 * Exponents of numbers: multiplying by powers of two is exact, so scaling by them costs no digit.
 */
public final class PowersOfTwo {
  /** The exponent of zero, below all others by more than any of them. */
  public static final int OF_ZERO = Integer.MIN_VALUE / 4;

  private static final int SUBNORMAL = 54;

  private PowersOfTwo() {}

  /**
   * The exponent of a number.
   *
   * @param x a finite number, subnormal ones included
   * @return e with 2^e ≤ |x| &lt; 2^(e+1); {@link #OF_ZERO} of 0
   */
  public static int exponent(double x) {
    if (x == 0) {
      return OF_ZERO;
    }
    int exponent = Math.getExponent(x);
    return exponent >= Double.MIN_EXPONENT ? exponent : Math.getExponent(x * 0x1.0p54) - SUBNORMAL;
  }

  /**
   * The largest exponent.
   *
   * @param x finite numbers, not modified
   * @return the exponent of the largest of them; {@link #OF_ZERO} if there is none but 0
   */
  public static int largest(double[] x) {
    double largest = 0;
    for (double each : x) {
      largest = Math.max(largest, Math.abs(each));
    }
    return exponent(largest);
  }

  /**
   * The exponent to divide by.
   *
   * @param exponent of the largest number
   * @return the same, 0 if that is zero
   */
  public static int orNone(int exponent) {
    return exponent == OF_ZERO ? 0 : exponent;
  }

  /**
   * A number without its exponent.
   *
   * @param x a finite number
   * @return x · 2^−e, in [1, 2) but for the sign; 0 of 0
   */
  public static double mantissa(double x) {
    return x == 0 ? x : Math.scalb(x, -exponent(x));
  }

  /**
   * x · 2^e in an array.
   *
   * @param x not modified
   * @param exponent e
   * @return a new array, or x itself where e is 0
   */
  public static double[] scaled(double[] x, int exponent) {
    if (exponent == 0) {
      return x;
    }
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = Math.scalb(x[i], exponent);
    }
    return result;
  }
}
