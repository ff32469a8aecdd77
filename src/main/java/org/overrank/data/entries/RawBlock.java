package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ValueRange;

/** The cells of a range of rows before centering and scaling. */
public final class RawBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SortedEntries train;
  private final @Nullable SortedEntries heldOut;
  private final long surplus;
  private final @Nullable Clash clash;

  /**
   * A block over parts that are not copied.
   *
   * @param train the entries to fit
   * @param heldOut the entries kept out of the fit, or null if none are to be
   * @param surplus rows of the input beyond the first of their cell
   * @param clash the duplicate that comes first in the input, or null
   */
  public RawBlock(
      SortedEntries train, @Nullable SortedEntries heldOut, long surplus, @Nullable Clash clash) {
    this.train = train;
    this.heldOut = heldOut;
    this.surplus = surplus;
    this.clash = clash;
  }

  /**
   * The same cells, where their values are confidences.
   *
   * @param unobserved says whether they are
   * @param unit values are divided by 2 to this power
   * @return with what the values say of the cells
   */
  public RawBlock preferring(Unobserved unobserved, int unit) {
    return unobserved.confidence() == null
        ? this
        : new RawBlock(
            unobserved.preferences(train, unit),
            heldOut == null ? null : unobserved.preferences(heldOut, unit),
            surplus,
            clash);
  }

  /** {@return the entries to fit} */
  public SortedEntries train() {
    return train;
  }

  /** The entries kept out of the fit, where some were to be. */
  public SortedEntries heldOut() {
    return Objects.requireNonNull(heldOut);
  }

  /** Counts and sums of this block. */
  public RawTotals totals() {
    double weightSum = 0;
    double weightedSum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < train.count(); e++) {
      weightSum += train.weight(e);
      weightedSum += train.weight(e) * train.values()[e];
      least = Math.min(least, train.values()[e]);
      greatest = Math.max(greatest, train.values()[e]);
    }
    long held = heldOut == null ? 0 : heldOut.count();
    return new RawTotals(
        train.count(),
        held,
        surplus,
        clash,
        weightSum,
        weightedSum,
        BlockSizes.of(train, heldOut),
        new ValueRange(least, greatest));
  }
}
