package org.overrank.sensing;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A vector as a measurement holds it: all its entries, or those that are not zero. */
public final class SensingVector implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int length;
  private final int @Nullable [] indices;
  private final double[] values;

  private SensingVector(int length, int @Nullable [] indices, double[] values) {
    this.length = length;
    this.indices = indices;
    this.values = values;
  }

  /**
   * A vector of which every entry is there.
   *
   * @param values the entries, not copied
   * @return the vector
   */
  public static SensingVector dense(double... values) {
    return new SensingVector(values.length, null, values);
  }

  /**
   * A vector of which some entries are there; the others are zero.
   *
   * @param length how many entries it has, zeros included
   * @param indices where the values stand, in [0, length), not copied
   * @param values as many values, not copied; those of the same index add up
   * @return the vector
   */
  public static SensingVector sparse(int length, int[] indices, double... values) {
    if (values.length != indices.length) {
      throw new IllegalArgumentException(indices.length + " indices, " + values.length + " values");
    }
    return new SensingVector(length, indices, values);
  }

  /**
   * How many entries the vector has, zeros included.
   *
   * @return length
   */
  public int length() {
    return length;
  }

  /**
   * Whether every entry is stored.
   *
   * @return true if the k-th value stands at index k
   */
  public boolean isDense() {
    return indices == null;
  }

  /**
   * The stored values; the live array.
   *
   * @return as many as are stored
   */
  public double[] values() {
    return values;
  }

  /**
   * Where a stored value stands.
   *
   * @param k which stored value
   * @return its index in the vector
   */
  public int index(int k) {
    return indices == null ? k : indices[k];
  }

  /**
   * The vector with its zeros.
   *
   * @return a new array; the live one where every entry is stored
   */
  public double[] expanded() {
    if (indices == null) {
      return values;
    }
    double[] result = new double[length];
    for (int k = 0; k < values.length; k++) {
      result[indices[k]] += values[k];
    }
    return result;
  }

  /** The same entries with other numbers. */
  SensingVector with(double[] numbers) {
    return numbers == values ? this : new SensingVector(length, indices, numbers);
  }
}
