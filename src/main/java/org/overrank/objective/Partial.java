package org.overrank.objective;

import java.io.Serializable;

/**
 * What one block contributes to the answer of one request: some sums and some slices.
 *
 * <p>Partial results are added in the order of their blocks by {@link OrderedTree}, never in the
 * order of arrival, so the same blocks give the same bits everywhere.
 */
public final class Partial implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] sums;
  private final Slice[] slices;

  /**
   * A contribution over arrays that are not copied.
   *
   * @param sums scalar sums
   * @param slices large parts
   */
  public Partial(double[] sums, Slice... slices) {
    this.sums = sums;
    this.slices = slices;
  }

  /**
   * Adds the contribution of the next block to this one.
   *
   * @param next a contribution to the same request; not used afterwards
   * @return this
   */
  public Partial plus(Partial next) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += next.sums[i];
    }
    for (int i = 0; i < slices.length; i++) {
      slices[i] = slices[i].plus(next.slices[i]);
    }
    return this;
  }

  /**
   * One scalar sum.
   *
   * @param i which
   * @return its value
   */
  double sum(int i) {
    return sums[i];
  }

  /**
   * One slice as rows of a factor.
   *
   * @param i which
   * @return the slice
   */
  FactorSlice factorSlice(int i) {
    return (FactorSlice) slices[i];
  }

  /** How many slices there are. */
  int slices() {
    return slices.length;
  }

  /**
   * One slice.
   *
   * @param i which
   * @return the slice
   */
  Slice slice(int i) {
    return slices[i];
  }
}
