package org.overrank.run;

import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ResidualSums;
import org.overrank.objective.Units;

/** How far a point is off on the measurements that were kept out of its fit. */
public final class HoldOutError implements AutoCloseable {
  private final @Nullable Objective heldOut;
  private final long count;

  /**
   * Of the measurements that some data held out and the fit can be right or wrong on.
   *
   * @param data the measurements; closed after this
   */
  public HoldOutError(MeasuredData data) {
    this(data.heldOutObjective(), data.knownHeldOut());
  }

  /**
   * Of an objective, which is closed with this.
   *
   * @param heldOut weights of 1, or null if there is nothing to test on
   * @param count how many measurements
   */
  HoldOutError(@Nullable Objective heldOut, long count) {
    this.heldOut = heldOut;
    this.count = count;
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
    double square = heldOut.evaluate(request).residualNormSquared();
    return units.toResidual(Math.sqrt(square / count));
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.close();
    }
  }
}
