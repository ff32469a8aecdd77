package org.overrank.sensing;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A vector as a measurement holds it: all its entries, or those that are not zero.
 *
 * @param length how many entries it has, zeros included
 * @param indices where the values stand, ascending without repeats in [0, length); null if all
 *     entries are there
 * @param values the entries that are there; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
public record SensingVector(int length, int @Nullable [] indices, double[] values)
    implements Serializable {
  /** Checks that the arrays fit together. */
  public SensingVector {
    int expected = indices == null ? length : indices.length;
    if (values.length != expected) {
      throw new IllegalArgumentException(
          values.length + " values of a vector where " + expected + " are expected");
    }
  }

  /**
   * A vector of which every entry is there.
   *
   * @param values the entries, not copied
   * @return the vector
   */
  public static SensingVector of(double... values) {
    return new SensingVector(values.length, null, values);
  }

  /**
   * How many entries are stored.
   *
   * @return length of the values
   */
  public int stored() {
    return values.length;
  }

  /**
   * Where a stored entry stands.
   *
   * @param k which stored entry
   * @return its index in the vector
   */
  public int index(int k) {
    return indices == null ? k : indices[k];
  }
}
