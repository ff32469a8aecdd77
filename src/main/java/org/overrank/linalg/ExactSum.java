package org.overrank.linalg;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/**
 * A sum of doubles without rounding: the same whatever the order of its terms, and however they
 * were cut into parts.
 *
 * <p>A fixed-point number of as many binary digits as its terms need (Kulisch's accumulator):
 * digits[i] counts 2^(32 (base + i) − 1074), with room for carries that are seen to later.
 */
public final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MASK = 0xffffffffL;
  private static final int MOST_PENDING = 1 << 28;
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal UNIT = new BigDecimal(BigInteger.TWO.pow(1074));

  private int base;
  private long[] digits = new long[0];
  private int pending;

  /** Nothing yet. */
  public ExactSum() {}

  /**
   * Adds a term.
   *
   * @param x finite
   * @throws ArithmeticException if it is not
   */
  public void add(double x) {
    if (!Double.isFinite(x)) {
      throw new ArithmeticException("a sum with a term of " + x);
    }
    if (x == 0) {
      return;
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
    int place = Math.max(exponent, 1) - 1;
    long low = (mantissa & MASK) << (place & 31);
    long high = (mantissa >>> 32) << (place & 31);
    int at = window(place >>> 5, (place >>> 5) + 3) + (place >>> 5);
    long sign = x < 0 ? -1 : 1;
    digits[at] += sign * (low & MASK);
    digits[at + 1] += sign * ((low >>> 32) + (high & MASK));
    digits[at + 2] += sign * (high >>> 32);
    if (++pending >= MOST_PENDING) {
      carry();
    }
  }

  /**
   * Adds the terms of another sum.
   *
   * @param other not changed in value
   */
  public void add(ExactSum other) {
    if (other.digits.length == 0) {
      return;
    }
    carry();
    other.carry();
    int shift = other.base + window(other.base, other.base + other.digits.length);
    for (int i = 0; i < other.digits.length; i++) {
      digits[shift + i] += other.digits[i];
    }
    pending++;
  }

  /**
   * The sum.
   *
   * @return to 60 significant digits
   */
  public BigDecimal value() {
    carry();
    BigInteger whole = BigInteger.ZERO;
    for (int i = digits.length - 1; i >= 0; i--) {
      whole = whole.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
    }
    return new BigDecimal(whole.shiftLeft(32 * base)).divide(UNIT, DIGITS);
  }

  /** Makes room for the places [from, to); gives what is to be added to a place to index it. */
  private int window(int from, int to) {
    int start = digits.length == 0 ? from : Math.min(base, from);
    int end = Math.max(base + digits.length, to);
    if (start < base || end > base + digits.length) {
      long[] wider = new long[end - start];
      if (digits.length > 0) {
        System.arraycopy(digits, 0, wider, base - start, digits.length);
      }
      digits = wider;
    }
    base = start;
    return -base;
  }

  /** Leaves at most 32 bits in each digit; the uppermost keeps the sign. */
  private void carry() {
    int last = digits.length - 1;
    if (last >= 0 && (digits[last] > MASK || digits[last] < -MASK)) {
      digits = Arrays.copyOf(digits, ++last + 1);
    }
    for (int i = 0; i < last; i++) {
      digits[i + 1] += digits[i] >> 32;
      digits[i] &= MASK;
    }
    pending = 1;
  }
}
