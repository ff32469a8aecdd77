package org.overrank.data.entries;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ErrorTotals;
import org.overrank.data.model.Errors;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LossErrors;
import org.overrank.data.model.LossTotals;
import org.overrank.data.model.ResidualQuantiles;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.ExactSum;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.loss.Loss;

/**
 * How far a matrix and the baselines are off on the held-out cells of some blocks; goes over the
 * wire. All sums are exact: it does not matter how they are put together.
 */
public final class HeldOutErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Residuals that are kept of all blocks together, about. */
  public static final double MOST_RESIDUALS = 1_000_000;

  private static final MathContext DIGITS = new MathContext(40);

  /** The stream of random numbers that tells which residuals are kept where there are too many. */
  private static final long RESIDUAL_STREAM = 0x726573696475L;

  private final int unit;
  private final ErrorTotals model;
  private final LossTotals loss;
  private final List<ErrorTotals> rivals = new ArrayList<>();
  private final List<ExactSum> gains = new ArrayList<>();
  private final List<ExactSum> gainSquares = new ArrayList<>();
  private double[] residuals;
  private int kept;

  private HeldOutErrors(double mean, Loss loss, int unit, int baselines, int cells) {
    this.unit = unit;
    this.residuals = new double[cells];
    this.model = new ErrorTotals(mean, unit);
    this.loss = new LossTotals(loss, mean, baselines);
    for (int j = 0; j < baselines; j++) {
      rivals.add(new ErrorTotals(mean, unit));
      gains.add(new ExactSum());
      gainSquares.add(new ExactSum());
    }
  }

  /**
   * The errors on one block.
   *
   * @param block its training entries and its held-out ones, divided by the unit
   * @param part the block's number
   * @param baselines fitted in the same unit
   * @param predictions of the matrix for the held-out cells, in the units of the data; NaN for
   *     cells that are left out, as their row or column has no training entries
   * @param valueMean the mean of the values of the fit
   * @param loss how predictions were charged
   * @param unit exponent of the power of two that values are divided by
   * @param share of the residuals that are kept
   * @return the errors, over cells whose row and column have training entries
   */
  public static HeldOutErrors of(
      RawBlock block,
      int part,
      BaselineFit baselines,
      double[] predictions,
      double valueMean,
      Loss loss,
      int unit,
      double share) {
    double[][] predicted = baselines.predict(block, part);
    SortedEntries held = block.heldOut();
    HeldOutErrors errors = new HeldOutErrors(valueMean, loss, unit, predicted.length, held.count());
    for (int k = 0; k < held.range().size(); k++) {
      int row = held.range().start() + k;
      for (int e = held.offsets()[k]; e < held.offsets()[k + 1]; e++) {
        int col = held.cols()[e];
        double prediction = predictions[e];
        if (!Double.isNaN(prediction)) {
          boolean isKept =
              share >= 1 || GaussianNumbers.uniform(0, RESIDUAL_STREAM, row, col) < share;
          errors.add(Math.scalb(held.values()[e], unit), prediction, isKept, predicted, e);
        }
      }
    }
    return errors.trimmed();
  }

  /**
   * The errors on measurements that are no cells, beside what {@link Baseline#MEAN} predicts.
   *
   * @param actual what was measured
   * @param predictions of the same
   * @param part the number of their block
   * @param mean of the values of the fit
   * @param loss how predictions were charged
   * @param unit exponent of the power of two that squares are taken in
   * @param share of the residuals that are kept
   * @return the errors
   */
  public static HeldOutErrors of(
      double[] actual,
      double[] predictions,
      int part,
      double mean,
      Loss loss,
      int unit,
      double share) {
    HeldOutErrors errors = new HeldOutErrors(mean, loss, unit, 1, actual.length);
    double[][] baseline = {new double[actual.length]};
    Arrays.fill(baseline[0], Math.scalb(mean, -unit));
    for (int e = 0; e < actual.length; e++) {
      boolean isKept = share >= 1 || GaussianNumbers.uniform(0, RESIDUAL_STREAM, part, e) < share;
      errors.add(actual[e], predictions[e], isKept, baseline, e);
    }
    return errors.trimmed();
  }

  /** Room for residuals that were not kept does not go over the wire. */
  private HeldOutErrors trimmed() {
    residuals = Arrays.copyOf(residuals, kept);
    return this;
  }

  private void add(double actual, double prediction, boolean isKept, double[][] predicted, int e) {
    model.add(actual, prediction);
    double own = Math.scalb(prediction - actual, -unit);
    double[] theirs = new double[predicted.length];
    for (int j = 0; j < predicted.length; j++) {
      theirs[j] = Math.scalb(predicted[j][e], unit);
      rivals.get(j).add(actual, theirs[j]);
      double error = Math.scalb(theirs[j] - actual, -unit);
      double gain = error * error - own * own;
      gains.get(j).add(gain);
      gainSquares.get(j).add(gain * gain);
    }
    loss.add(actual, prediction, isKept, theirs);
    if (isKept) {
      residuals[kept++] = Math.abs(actual - prediction);
    }
  }

  /**
   * Adds the errors on other blocks.
   *
   * @param other of the same matrix and baselines
   * @return this
   */
  public HeldOutErrors plus(HeldOutErrors other) {
    model.plus(other.model);
    loss.plus(other.loss);
    for (int j = 0; j < rivals.size(); j++) {
      rivals.get(j).plus(other.rivals.get(j));
      gains.get(j).add(other.gains.get(j));
      gainSquares.get(j).add(other.gainSquares.get(j));
    }
    residuals = Arrays.copyOf(residuals, kept + other.kept);
    System.arraycopy(other.residuals, 0, residuals, kept, other.kept);
    kept += other.kept;
    return this;
  }

  /**
   * What all this says.
   *
   * @param baselines in the order of their errors
   * @return the judgement over all cells, at least one
   */
  public HoldoutJudgement judgement(List<Baseline> baselines) {
    LossErrors byLoss = loss.errors();
    List<HoldoutJudgement.Rival> judged = new ArrayList<>();
    for (int j = 0; j < baselines.size(); j++) {
      judged.add(rival(baselines.get(j), j, byLoss == null ? null : byLoss.rivals().get(j)));
    }
    double[] sorted = Arrays.copyOf(residuals, kept);
    Arrays.sort(sorted);
    return new HoldoutJudgement(model.errors(), byLoss, judged, ResidualQuantiles.of(sorted));
  }

  private HoldoutJudgement.Rival rival(
      Baseline baseline, int j, LossErrors.@Nullable Rival byLoss) {
    String name = EnumWords.of(baseline);
    Errors errors = rivals.get(j).errors();
    if (byLoss != null) {
      return new HoldoutJudgement.Rival(
          name, errors, byLoss.loss(), byLoss.gain(), byLoss.gainError());
    }
    BigDecimal n = BigDecimal.valueOf(model.count());
    double mean = gains.get(j).value().divide(n, DIGITS).doubleValue();
    double square = gainSquares.get(j).value().divide(n, DIGITS).doubleValue();
    double deviation = Math.sqrt(Math.max(0, square - mean * mean) / model.count());
    double rmse = Math.scalb(errors.rmse(), -unit);
    return new HoldoutJudgement.Rival(
        name,
        errors,
        null,
        rmse == 0 ? 0 : mean / (rmse * rmse),
        rmse == 0 ? 0 : deviation / (rmse * rmse));
  }
}
