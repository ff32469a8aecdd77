package org.overrank.objective;

import java.io.Serializable;
import java.util.List;

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
   * Adds the contributions of neighbouring blocks from left to right.
   *
   * @param group contributions to the same request; the first is modified, none used afterwards
   * @return the first
   */
  public static Partial sum(List<Partial> group) {
    Partial first = group.get(0);
    List<Partial> next = group.subList(1, group.size());
    for (int i = 0; i < first.sums.length; i++) {
      for (Partial each : next) {
        first.sums[i] += each.sums[i];
      }
    }
    for (int i = 0; i < first.slices.length; i++) {
      int slice = i;
      first.slices[i] = first.slices[i].plus(next.stream().map(p -> p.slices[slice]).toList());
    }
    return first;
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
