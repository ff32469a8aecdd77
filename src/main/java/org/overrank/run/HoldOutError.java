package org.overrank.run;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ResidualSums;
import org.overrank.objective.Units;
import org.overrank.sensing.Background;

/**
 * How far a point is off on the measurements that were kept out of its fit.
 *
 * <p>With a background on all cells that were not fitted, as the objective weighs them: those held
 * out stand for all entries, so each for as many as there are in the table for one of them, and
 * weigh what entries weigh in the mean; cells without an entry are 0 and weigh α0.
 */
public final class HoldOutError implements AutoCloseable {
  private final @Nullable Objective heldOut;
  private final long count;
  private final @Nullable Unseen unseen;

  /**
   * Cells without an entry.
   *
   * @param fitted the measurements of the fit, which have holes
   * @param entryWeight what a held-out entry weighs
   * @param weight α0
   */
  private record Unseen(Objective fitted, double entryWeight, double weight) {
    static @Nullable Unseen of(MeasuredData data) {
      Background background = data.shape().background();
      if (background == null) {
        return null;
      }
      double fitted = data.shape().measurements();
      double all = fitted + data.knownHeldOut();
      int unit = 2 * data.shape().units().coefficient();
      return new Unseen(
          data.objective(),
          data.trainWeight() / fitted * (all / data.knownHeldOut()),
          Math.scalb(background.weight(), unit));
    }

    /** The mean square, of Σ r² over the held-out entries and Σ m² over the same. */
    double meanSquare(Factors point, double square, double images, long count) {
      ProblemShape shape = fitted.shape();
      Units units = shape.units();
      ResidualSums.Unseen sums =
          Objects.requireNonNull(
              fitted.evaluate(new ResidualSums(units.factorsOf(point))).unseen());
      double others = units.toValue(sums.all() - sums.holes()) - weight * images;
      double cells = (double) shape.rows() * shape.cols() - shape.measurements() - count;
      return (entryWeight * square + Math.max(0, others))
          / (entryWeight * count + weight * Math.max(0, cells));
    }
  }

  /**
   * Of the measurements that some data held out and the fit can be right or wrong on.
   *
   * @param data the measurements; closed after this
   */
  public HoldOutError(MeasuredData data) {
    this(data.heldOutObjective(), data.knownHeldOut(), Unseen.of(data));
  }

  /**
   * Of an objective, which is closed with this.
   *
   * @param heldOut weights of 1, or null if there is nothing to test on
   * @param count how many measurements
   * @param unseen cells without an entry, or null where they say nothing
   */
  private HoldOutError(@Nullable Objective heldOut, long count, @Nullable Unseen unseen) {
    this.heldOut = heldOut;
    this.count = count;
    this.unseen = unseen;
  }

  /**
   * Held-out measurements that a fit can be right or wrong on.
   *
   * @return how many, 0 if there is nothing to test on
   */
  public long count() {
    return heldOut == null ? 0 : count;
  }

  /**
   * The error; one pass over the measurements held out.
   *
   * @param point (U, V), in user units
   * @return root of the mean square, or null if there is nothing to test on
   */
  public @Nullable Double rmse(Factors point) {
    if (heldOut == null) {
      return null;
    }
    Units units = heldOut.shape().units();
    ResidualSums request = new ResidualSums(units.factorsOf(point));
    ResidualSums.Answer sums = heldOut.evaluate(request);
    double square = sums.value();
    if (unseen == null) {
      return units.toResidual(Math.sqrt(square / count));
    }
    double images = square + 2 * sums.residualDotTarget() + sums.targetNormSquared();
    return Math.sqrt(unseen.meanSquare(point, units.toValue(square), units.toValue(images), count));
  }

  /**
   * What log-odds of labels are multiplied by to suit those held out best; one pass over these.
   *
   * @param point (U, V), in user units
   * @return the slope; null if there is nothing to test on, or no labels of cells
   */
  @Nullable Double slope(Factors point) {
    return heldOut != null && heldOut.shape().sparse() && heldOut.shape().loss().isOfLabels()
        ? (Double) CalibrationSlope.of(heldOut, heldOut.shape().units().factorsOf(point))
        : null;
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.close();
    }
    if (unseen != null) {
      unseen.fitted.close();
    }
  }
}
