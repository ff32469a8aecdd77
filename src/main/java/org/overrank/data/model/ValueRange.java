package org.overrank.data.model;

import java.io.Serializable;
import java.util.Locale;
import org.overrank.linalg.InvalidInputException;

/**
 * The values that cells can have.
 *
 * @param low the least, or −∞
 * @param high the largest, or ∞
 */
public record ValueRange(double low, double high) implements Serializable {
  /** Every number. */
  public static final ValueRange ALL =
      new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Of no values. */
  public static final ValueRange NONE =
      new ValueRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /**
   * The range of both.
   *
   * @param other more values
   * @return the least range that has all
   */
  public ValueRange plus(ValueRange other) {
    return new ValueRange(Math.min(low, other.low), Math.max(high, other.high));
  }

  /**
   * The nearest value in the range.
   *
   * @param value any number
   * @return the same if it is in the range or NaN, else the end that it is beyond
   */
  public double clip(double value) {
    return Math.min(high, Math.max(low, value));
  }

  /**
   * The same in other units.
   *
   * @param exponent of the power of two
   * @return both ends times 2^exponent
   */
  public ValueRange times(int exponent) {
    return new ValueRange(Math.scalb(low, exponent), Math.scalb(high, exponent));
  }

  /**
   * Reads a range.
   *
   * @param text two numbers with a comma between them
   * @return the range
   * @throws InvalidInputException if it is none; says why, not where
   */
  public static ValueRange of(String text) {
    String[] ends = text.split(",", -1);
    try {
      double low = ends.length == 2 ? Double.parseDouble(ends[0].strip()) : Double.NaN;
      double high = ends.length == 2 ? Double.parseDouble(ends[1].strip()) : Double.NaN;
      if (Double.isFinite(low) && Double.isFinite(high) && low < high) {
        return new ValueRange(low, high);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new InvalidInputException(
        String.format(
            Locale.ROOT, "must be LOW,HIGH, two numbers the first of which is less, not %s", text));
  }
}
