package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ValueRange;

/**
 * Counts and sums over blocks; goes over the wire.
 *
 * @param train entries to fit
 * @param heldOut entries kept out
 * @param surplus rows of the input beyond the first of their cell
 * @param clash the duplicate that comes first in the input, or null
 * @param weightSum Σ w over the entries to fit
 * @param weightedSum Σ w y over the entries to fit
 * @param sizes of the numbers as they are
 * @param range of the values of the entries to fit
 */
public record RawTotals(
    long train,
    long heldOut,
    long surplus,
    @Nullable Clash clash,
    double weightSum,
    double weightedSum,
    BlockSizes sizes,
    ValueRange range)
    implements Serializable {

  /** The totals of both; the caller sees to the order. */
  public RawTotals plus(RawTotals other) {
    return new RawTotals(
        train + other.train,
        heldOut + other.heldOut,
        surplus + other.surplus,
        earlier(clash, other.clash),
        weightSum + other.weightSum,
        weightedSum + other.weightedSum,
        sizes.plus(other.sizes),
        range.plus(other.range));
  }

  /** The weighted mean of the entries to fit. */
  public double mean() {
    return weightedSum / weightSum;
  }

  private static @Nullable Clash earlier(@Nullable Clash a, @Nullable Clash b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.second() <= b.second() ? a : b;
  }
}
