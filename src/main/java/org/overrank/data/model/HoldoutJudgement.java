package org.overrank.data.model;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a fitted matrix predicts what was held out, beside plain baselines on the same cells.
 *
 * @param errors of the matrix
 * @param byLoss the same in the words of its loss; null under squares
 * @param rivals the baselines, at least one
 * @param residuals by how much the matrix is off
 */
public record HoldoutJudgement(
    Errors errors, @Nullable LossErrors byLoss, List<Rival> rivals, ResidualQuantiles residuals) {
  /** Detaches the list. */
  public HoldoutJudgement {
    rivals = List.copyOf(rivals);
  }

  /**
   * One baseline.
   *
   * @param name what it predicts by
   * @param errors of its predictions
   * @param loss its mean loss, moved as {@link LossTotals} says; null under squares
   * @param gain by which share of its mean loss, under squares its mean square error, that of the
   *     matrix is less, negative where it is more
   * @param gainError standard error of {@code gain}, from the differences cell by cell
   */
  public record Rival(
      String name, Errors errors, @Nullable Double loss, double gain, double gainError) {
    /** {@return how far it is off: by the loss, or the RMSE under squares} */
    public double error() {
      return loss == null ? errors.rmse() : loss;
    }
  }

  /** {@return how far the matrix is off: by its loss, or the RMSE under squares} */
  public double error() {
    return byLoss == null ? errors.rmse() : byLoss.mean();
  }

  /** {@return the standard error of that, from its differences cell by cell} */
  public double standardError() {
    return byLoss == null ? errors.standardError() : byLoss.standardError();
  }

  /** {@return the baseline of the least error, of equal ones the first} */
  public Rival best() {
    return rivals.stream().min(Comparator.comparingDouble(Rival::error)).orElseThrow();
  }
}
