package org.overrank.fit;

import java.util.OptionalInt;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import org.overrank.objective.Units;

/** Points as wide as a search asks for. */
public final class PointWidth {
  private static final long LEFT = 101;
  private static final long RIGHT = 102;

  /** New columns are this much smaller than the point's own; zero ones would never move. */
  private static final double PADDING = 1e-3;

  /** The square of a column's length against that of the first, below which it is zero. */
  private static final double DEAD = 1e-20;

  private PointWidth() {}

  /**
   * A point of another width.
   *
   * @param point in balanced gauge
   * @param searchRank R, or empty for room to grow: half as many columns again as are alive
   * @param seed seed of columns that are added
   * @param units of the problem: its solver's columns do not depend on those of the user
   * @return the leading columns, or the point with small random columns behind its own
   */
  public static Factors of(Factors point, OptionalInt searchRank, long seed, Units units) {
    return units.toFactors(of(units.factorsOf(point), searchRank, seed));
  }

  /**
   * Where the search for a smaller λ begins.
   *
   * @param answer for another λ, in balanced gauge
   * @param rank how many of its columns are in use, at least 1
   * @param searchRank R, or empty for room to grow
   * @param seed seed of columns that are added
   * @param units of the problem
   * @return the columns in use with small random ones behind: dead ones would never move
   */
  public static Factors regrown(
      Factors answer, int rank, OptionalInt searchRank, long seed, Units units) {
    Factors live =
        new Factors(answer.left().leadingColumns(rank), answer.right().leadingColumns(rank));
    return of(live, searchRank, seed, units);
  }

  /**
   * A point of another fit, maybe of another structure.
   *
   * @param structure that it gets
   * @param point in solver units, its factors of one scale
   * @return of all columns that belong together
   */
  static Factors onto(Structure structure, Factors point) {
    int missing = structure.wholeColumns(point.searchRank()) - point.searchRank();
    Factors none = Factors.zeros(point.rows(), point.cols(), missing);
    return structure.gauge().project(point.appendColumns(none));
  }

  /** The same in solver units. */
  static Factors of(Factors given, OptionalInt searchRank, long seed) {
    int width = searchRank.orElseGet(() -> roomy(given));
    Factors point = live(given);
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

  /** Without the columns behind the last that is not zero: those would never move. */
  private static Factors live(Factors point) {
    double[] norms = point.right().columnNormsSquared();
    int live = norms.length;
    while (live > 1 && norms[live - 1] <= DEAD * norms[0]) {
      live--;
    }
    return new Factors(point.left().leadingColumns(live), point.right().leadingColumns(live));
  }

  /** Wide enough for an answer of somewhat larger rank; no column that is there is given up. */
  private static int roomy(Factors point) {
    if (point.isImplied()) {
      return point.searchRank() + SearchRanks.half(point.searchRank());
    }
    int alive = ProductSvd.of(point.left(), point.right()).rank();
    int wanted = Math.min(alive + SearchRanks.half(alive), Math.min(point.rows(), point.cols()));
    return Math.max(point.searchRank(), wanted);
  }
}
