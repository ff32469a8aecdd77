package org.overrank.fit;

import java.util.OptionalInt;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;

/** Points as wide as a search asks for. */
public final class PointWidth {
  private static final long LEFT = 101;
  private static final long RIGHT = 102;

  /** New columns are this much smaller than the point's own; zero ones would never move. */
  private static final double PADDING = 1e-3;

  private PointWidth() {}

  /**
   * A point of another width.
   *
   * @param point in balanced gauge
   * @param searchRank R, or empty to keep the width
   * @param seed seed of columns that are added
   * @return the leading columns, or the point with small random columns behind its own
   */
  public static Factors of(Factors point, OptionalInt searchRank, long seed) {
    int width = searchRank.orElse(point.searchRank());
    int missing = width - point.searchRank();
    if (missing <= 0) {
      return new Factors(point.left().leadingColumns(width), point.right().leadingColumns(width));
    }
    double entries = ((double) point.rows() + point.cols()) * point.searchRank();
    double typical = Math.sqrt(point.normSquared() / entries);
    Factors noise =
        new Factors(
            GaussianNumbers.matrix(point.rows(), missing, seed, LEFT),
            GaussianNumbers.matrix(point.cols(), missing, seed, RIGHT));
    return point.appendColumns(noise.times(PADDING * (typical > 0 ? typical : 1)));
  }
}
