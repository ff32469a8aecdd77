package org.overrank.fit;

import java.util.Arrays;
import java.util.OptionalInt;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;

/** Points as wide as a search asks for. */
public final class PointWidth {
  private static final long LEFT = 101;
  private static final long RIGHT = 102;

  /** New columns are this much smaller than the point's own; zero ones would never move. */
  private static final double PADDING = 1e-3;

  /** Singular values, against the largest: below, a column is dead. */
  private static final double DEAD = 1e-6;

  private static final int LEAST_ROOM = 8;

  private PointWidth() {}

  /**
   * A point of another width.
   *
   * @param point in balanced gauge
   * @param searchRank R, or empty for room to grow: half as many columns again as are alive
   * @param seed seed of columns that are added
   * @return the leading columns, or the point with small random columns behind its own
   */
  public static Factors of(Factors point, OptionalInt searchRank, long seed) {
    int width = searchRank.orElseGet(() -> roomy(point));
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

  /** Wide enough for an answer of somewhat larger rank; no column that is there is given up. */
  private static int roomy(Factors point) {
    int alive = alive(point);
    int wanted = alive + Math.max(LEAST_ROOM, alive / 2);
    return Math.max(point.searchRank(), Math.min(wanted, Math.min(point.rows(), point.cols())));
  }

  /** In the balanced gauge ‖u_k‖² is a singular value. */
  private static int alive(Factors point) {
    double[] values = new double[point.searchRank()];
    double largest = 0;
    for (int k = 0; k < values.length; k++) {
      for (int i = 0; i < point.rows(); i++) {
        double entry = point.left().get(i, k);
        values[k] = Math.fma(entry, entry, values[k]);
      }
      largest = Math.max(largest, values[k]);
    }
    double threshold = DEAD * largest;
    return (int) Arrays.stream(values).filter(value -> value > threshold).count();
  }
}
