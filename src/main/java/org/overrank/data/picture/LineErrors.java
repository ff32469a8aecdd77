package org.overrank.data.picture;

import java.util.List;

/**
 * The rows, or the columns, that are predicted worst.
 *
 * @param least cells that a line must have to be looked at
 * @param lines how many have as many
 * @param worst at most ten of them, by descending error
 */
public record LineErrors(int least, long lines, List<Line> worst) {
  /** Detaches the list. */
  public LineErrors {
    worst = List.copyOf(worst);
  }

  /**
   * One row or column.
   *
   * @param id its id, cut where it is long
   * @param count cells that the error is over
   * @param rmse root of the mean square error, in the units of the values
   */
  public record Line(String id, long count, double rmse) {}
}
