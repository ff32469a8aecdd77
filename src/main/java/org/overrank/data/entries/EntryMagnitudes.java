package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.PowersOfTwo;

/**
 * The sizes of the values and weights of a table, and what those are divided by on reading so that
 * no product of them over- or underflows.
 *
 * <p>A coefficient c makes w(c m − y)² = w c²(m − y/c)²: the same measurement of the cell itself,
 * with another weight.
 *
 * @param value exponent of the largest |y/c|, within 1
 * @param weight exponent of the largest w c², within 2
 */
public record EntryMagnitudes(int value, int weight) implements Serializable {
  /** Of no entries. */
  static final EntryMagnitudes NONE = new EntryMagnitudes(PowersOfTwo.OF_ZERO, PowersOfTwo.OF_ZERO);

  /**
   * The sizes of some entries.
   *
   * @param values y
   * @param weights w, or null if all are 1
   * @param coefficients c, or null if all are 1
   */
  static EntryMagnitudes of(
      double[] values, double @Nullable [] weights, double @Nullable [] coefficients) {
    int value = PowersOfTwo.OF_ZERO;
    int weight = PowersOfTwo.OF_ZERO;
    for (int e = 0; e < values.length; e++) {
      int ofCoefficient = coefficients == null ? 0 : PowersOfTwo.exponent(coefficients[e]);
      int ofWeight = weights == null ? 0 : PowersOfTwo.exponent(weights[e]);
      if (values[e] != 0) {
        value = Math.max(value, PowersOfTwo.exponent(values[e]) - ofCoefficient);
      }
      weight = Math.max(weight, ofWeight + 2 * ofCoefficient);
    }
    return new EntryMagnitudes(value, weight);
  }

  EntryMagnitudes plus(EntryMagnitudes other) {
    return new EntryMagnitudes(Math.max(value, other.value), Math.max(weight, other.weight));
  }

  /** Values are divided by 2 to this power. */
  public int valueUnit() {
    return PowersOfTwo.orNone(value);
  }

  /** Roots of weights are divided by 2 to this power. */
  public int rootUnit() {
    return Math.floorDiv(PowersOfTwo.orNone(weight), 2);
  }

  /** y/c in these units. */
  double[] values(double[] values, double @Nullable [] coefficients) {
    if (coefficients == null) {
      return PowersOfTwo.scaled(values, -valueUnit());
    }
    double[] result = new double[values.length];
    for (int e = 0; e < values.length; e++) {
      double y = values[e];
      double c = coefficients[e];
      int exponent = y == 0 ? 0 : PowersOfTwo.exponent(y) - PowersOfTwo.exponent(c) - valueUnit();
      double quotient = PowersOfTwo.mantissa(y) / PowersOfTwo.mantissa(c);
      result[e] = Math.scalb(quotient, exponent);
    }
    return result;
  }

  /** w c² in these units, or null if all are 1. */
  double @Nullable [] weights(
      int count, double @Nullable [] weights, double @Nullable [] coefficients) {
    if (weights == null && coefficients == null && rootUnit() == 0) {
      return null;
    }
    double[] result = new double[count];
    for (int e = 0; e < count; e++) {
      double w = weights == null ? 1 : weights[e];
      double c = coefficients == null ? 1 : coefficients[e];
      double square = PowersOfTwo.mantissa(c) * PowersOfTwo.mantissa(c);
      int exponent = PowersOfTwo.exponent(w) + 2 * (PowersOfTwo.exponent(c) - rootUnit());
      result[e] = Math.scalb(PowersOfTwo.mantissa(w) * square, exponent);
    }
    return result;
  }
}
