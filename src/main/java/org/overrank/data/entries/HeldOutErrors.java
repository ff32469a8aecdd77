package org.overrank.data.entries;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overrank.data.model.ErrorTotals;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.ResidualQuantiles;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.ExactSum;
import org.overrank.linalg.GaussianNumbers;

/**
 * How far a matrix and the baselines are off on the held-out cells of some blocks; goes over the
 * wire. All sums are exact: it does not matter how they are put together.
 */
public final class HeldOutErrors implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(40);

  /** The stream of random numbers that tells which residuals are kept where there are too many. */
  private static final long RESIDUAL_STREAM = 0x726573696475L;

  private final int unit;
  private final ErrorTotals model;
  private final List<ErrorTotals> rivals = new ArrayList<>();
  private final List<ExactSum> gains = new ArrayList<>();
  private final List<ExactSum> gainSquares = new ArrayList<>();
  private double[] residuals = new double[0];

  private HeldOutErrors(double mean, int unit, int baselines) {
    this.unit = unit;
    this.model = new ErrorTotals(mean, unit);
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
      int unit,
      double share) {
    double[][] predicted = baselines.predict(block, part);
    HeldOutErrors errors = new HeldOutErrors(valueMean, unit, predicted.length);
    SortedEntries held = block.heldOut();
    double[] kept = new double[held.count()];
    int count = 0;
    for (int k = 0; k < held.range().size(); k++) {
      int row = held.range().start() + k;
      for (int e = held.offsets()[k]; e < held.offsets()[k + 1]; e++) {
        int col = held.cols()[e];
        double prediction = predictions[e];
        if (!Double.isNaN(prediction)) {
          double actual = Math.scalb(held.values()[e], unit);
          errors.add(actual, prediction, predicted, e);
          if (share >= 1 || GaussianNumbers.uniform(0, RESIDUAL_STREAM, row, col) < share) {
            kept[count++] = Math.abs(actual - prediction);
          }
        }
      }
    }
    errors.residuals = Arrays.copyOf(kept, count);
    return errors;
  }

  private void add(double actual, double prediction, double[][] predicted, int e) {
    model.add(actual, prediction);
    double own = Math.scalb(prediction - actual, -unit);
    for (int j = 0; j < predicted.length; j++) {
      double theirs = Math.scalb(predicted[j][e], unit);
      rivals.get(j).add(actual, theirs);
      double error = Math.scalb(theirs - actual, -unit);
      double gain = error * error - own * own;
      gains.get(j).add(gain);
      gainSquares.get(j).add(gain * gain);
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
    for (int j = 0; j < rivals.size(); j++) {
      rivals.get(j).plus(other.rivals.get(j));
      gains.get(j).add(other.gains.get(j));
      gainSquares.get(j).add(other.gainSquares.get(j));
    }
    int size = residuals.length;
    residuals = Arrays.copyOf(residuals, size + other.residuals.length);
    System.arraycopy(other.residuals, 0, residuals, size, other.residuals.length);
    return this;
  }

  /**
   * What all this says.
   *
   * @param baselines in the order of their errors
   * @return the judgement over all cells, at least one
   */
  public HoldoutJudgement judgement(List<Baseline> baselines) {
    List<HoldoutJudgement.Rival> judged = new ArrayList<>();
    for (int j = 0; j < baselines.size(); j++) {
      judged.add(rival(baselines.get(j), j));
    }
    Arrays.sort(residuals);
    return new HoldoutJudgement(model.errors(), judged, ResidualQuantiles.of(residuals));
  }

  private HoldoutJudgement.Rival rival(Baseline baseline, int j) {
    BigDecimal n = BigDecimal.valueOf(model.count());
    double mean = gains.get(j).value().divide(n, DIGITS).doubleValue();
    double square = gainSquares.get(j).value().divide(n, DIGITS).doubleValue();
    double deviation = Math.sqrt(Math.max(0, square - mean * mean) / model.count());
    double rmse = Math.scalb(rivals.get(j).errors().rmse(), -unit);
    return new HoldoutJudgement.Rival(
        EnumWords.of(baseline),
        rivals.get(j).errors(),
        rmse == 0 ? 0 : mean / (rmse * rmse),
        rmse == 0 ? 0 : deviation / (rmse * rmse));
  }
}
