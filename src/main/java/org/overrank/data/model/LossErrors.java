package org.overrank.data.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Errors in the words of a loss that is no square (theory, section 9).
 *
 * @param mean the mean loss, ℓ less its infimum: the log-loss of labels, half the mean deviance of
 *     counts
 * @param standardError of the mean, from its differences cell by cell
 * @param labels what there is to say of labels; null for other losses
 * @param rivals other predictions of the same cells, moved as {@link LossTotals} says
 */
public record LossErrors(
    double mean, double standardError, @Nullable LabelScores labels, List<Rival> rivals) {
  /** Detaches the list. */
  public LossErrors {
    rivals = List.copyOf(rivals);
  }

  /**
   * Another prediction, charged by the same loss.
   *
   * @param loss its mean
   * @param gain by which share of it that of the fit is less, negative where it is more
   * @param gainError standard error of {@code gain}, from the differences cell by cell
   */
  public record Rival(double loss, double gain, double gainError) {}
}
