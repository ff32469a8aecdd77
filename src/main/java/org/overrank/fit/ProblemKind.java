package org.overrank.fit;

import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.sensing.MeasurementKind;

/**
 * What decides which solvers can be taken.
 *
 * @param measured what a measurement sees
 * @param loss how predictions are charged
 */
public record ProblemKind(MeasurementKind measured, Loss loss) {
  /**
   * The same kind of measurement under squares.
   *
   * @param measured what a measurement sees
   * @return the kind of problem
   */
  public static ProblemKind squares(MeasurementKind measured) {
    return new ProblemKind(measured, Losses.SQUARED);
  }

  /** Whether single cells are measured. */
  boolean isOfEntries() {
    return measured == MeasurementKind.ENTRIES;
  }
}
