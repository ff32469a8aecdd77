package org.overrank.fit;

import java.util.OptionalInt;
import org.overrank.objective.ProblemShape;

/** How wide an automatic search begins and grows. */
public final class SearchRanks {
  private static final int LEAST = 8;

  private SearchRanks() {}

  /**
   * The width that a search begins with.
   *
   * @param asked R, or empty for one that is widened
   * @param shape the size of the problem
   * @return R
   */
  public static int first(OptionalInt asked, ProblemShape shape) {
    return asked.orElseGet(() -> first(shape));
  }

  /**
   * The width to begin with: three times the rank that the measurements could determine at most, N
   * ≈ r(d1 + d2), since beginning too narrow costs more than beginning too wide (numerics,
   * "Entries").
   *
   * @param shape the size of the problem
   * @return R
   */
  static int first(ProblemShape shape) {
    long perDegree = 3 * shape.measurements() / ((long) shape.rows() + shape.cols());
    long wanted = Math.max(LEAST, Math.min(FitSettings.WIDEST_FIRST_SEARCH, perDegree));
    return (int) Math.min(wanted, Math.min(shape.rows(), shape.cols()));
  }

  /**
   * How many columns to add at most: half as many again, but no more than M has room for, and a few
   * beyond that, because a point of full width can be stuck too.
   *
   * @param shape the size of the problem
   * @param searchRank R now
   * @return a number of columns, 0 when the search is as wide as it gets
   */
  static int growth(ProblemShape shape, int searchRank) {
    return Math.min(half(searchRank), room(shape, searchRank));
  }

  /**
   * What a wider search has more: half as many columns again, and a few at least.
   *
   * @param searchRank R now
   * @return a number of columns
   */
  static int half(int searchRank) {
    return Math.max(LEAST, searchRank / 2);
  }

  private static int room(ProblemShape shape, int searchRank) {
    return Math.max(0, Math.min(shape.rows(), shape.cols()) + LEAST - searchRank);
  }
}
