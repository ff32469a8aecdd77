package org.overrank.data.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions beside what was measured.
 *
 * @param heldOut whether on what the fit has not seen; else on what it was fitted to
 * @param count how many measurements there are
 * @param shown how many of them are in the next three, a random sample
 * @param points [measured, predicted] of each, or null where there are many
 * @param density the same by squares, or null where there are few
 * @param residuals predicted less measured
 * @param rows the worst of all rows, or null where measurements are no cells
 * @param cols the worst of all columns, or null where measurements are no cells
 */
public record Predictions(
    boolean heldOut,
    long count,
    long shown,
    @Nullable List<List<Double>> points,
    @Nullable Density density,
    Histogram residuals,
    @Nullable LineErrors rows,
    @Nullable LineErrors cols) {
  /** Detaches the list. */
  public Predictions {
    points = points == null ? null : points.stream().map(List::copyOf).toList();
  }

  /**
   * Of a sample.
   *
   * @param heldOut whether of what was held out
   * @param count how many predictions it was taken of
   * @param sample the sample
   * @param rows the worst rows, or null
   * @param cols the worst columns, or null
   * @return what is shown
   */
  public static Predictions of(
      boolean heldOut,
      long count,
      PredictedSample sample,
      @Nullable LineErrors rows,
      @Nullable LineErrors cols) {
    return new Predictions(
        heldOut,
        count,
        sample.size(),
        sample.points(),
        sample.density(),
        sample.residuals(),
        rows,
        cols);
  }
}
