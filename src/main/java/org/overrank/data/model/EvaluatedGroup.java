package org.overrank.data.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.loss.Loss;

/** Predictions of the rows of a table that have one thing in common; goes over the wire. */
public final class EvaluatedGroup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final @Nullable String name;
  private final ErrorTotals totals;
  private final LossTotals losses;
  private long covered;

  /**
   * A group without rows.
   *
   * @param name what they have in common, or null where that is nothing
   * @param about as for {@link ErrorTotals}
   * @param unit as for {@link ErrorTotals}
   * @param loss by which predictions are charged, too
   */
  public EvaluatedGroup(@Nullable String name, double about, int unit, Loss loss) {
    this.name = name;
    this.totals = new ErrorTotals(about, unit);
    this.losses = new LossTotals(loss, about, 0);
  }

  /**
   * Adds a row.
   *
   * @param actual what was measured
   * @param told as {@link PredictionRule#of} tells it
   */
  public void add(double actual, double[] told) {
    totals.add(actual, told[0]);
    losses.add(actual, told[0], false);
    if (told.length > 1 && told[1] <= actual && actual <= told[2]) {
      covered++;
    }
  }

  /**
   * Adds the rows of another group.
   *
   * @param other of the same name
   * @return this
   */
  public EvaluatedGroup plus(EvaluatedGroup other) {
    totals.plus(other.totals);
    losses.plus(other.losses);
    covered += other.covered;
    return this;
  }

  /** {@return what the rows have in common, or null} */
  public @Nullable String name() {
    return name;
  }

  /** {@return how many rows there are} */
  public long count() {
    return totals.count();
  }

  /** {@return the errors of all rows, at least one} */
  public Errors errors() {
    return totals.errors();
  }

  /** {@return the mean loss of all rows, at least one; null under squares} */
  public @Nullable Double loss() {
    return losses.mean();
  }

  /** {@return the share of the rows, at least one, whose value lies within its interval} */
  public double coverage() {
    return (double) covered / totals.count();
  }
}
