package org.overrank.fit;

import java.util.function.IntPredicate;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;

/**
 * How many columns a fit may go on with: with an automatic search rank and with escapes as many as
 * it takes, and up to the given search rank after columns were dropped, as far as memory goes.
 */
final class SearchWidth {
  private final FitSettings settings;
  private final ProblemShape shape;
  private final WidthHistory history;
  private IntPredicate room = searchRank -> true;
  private boolean lacksMemory;

  /**
   * The width of one fit.
   *
   * @param settings what it is asked
   * @param shape the size of its problem
   * @param history of its iterates' widths
   */
  SearchWidth(FitSettings settings, ProblemShape shape, WidthHistory history) {
    this.settings = settings;
    this.shape = shape;
    this.history = history;
  }

  /**
   * Sets a limit.
   *
   * @param hasRoom whether there is memory for a search rank
   */
  void limit(IntPredicate hasRoom) {
    this.room = hasRoom;
  }

  /** Whether there is memory for a search rank. */
  IntPredicate room() {
    return room;
  }

  /** Whether the search would have gone on with more columns, had there been memory for them. */
  boolean lacksMemory() {
    return lacksMemory;
  }

  /** The search rank of the answer: columns that were dropped count. */
  int searchRank(Factors answer) {
    return Math.max(answer.searchRank(), history.widest());
  }

  /** Whether more columns are to be tried as soon as f falls slowly, and not only in the end. */
  boolean growsEagerly(Factors point) {
    return mayGrow() && !isNarrowed(point);
  }

  /** Whether columns that died are to be dropped: not any more once some had to be found again. */
  boolean mayShrink(Factors point) {
    return settings.solver().costGrowsWithWidth() && !history.regrew(point.searchRank());
  }

  private boolean mayGrow() {
    return settings.searchRank().isEmpty() || settings.escape() == EscapeRule.AUTO;
  }

  /** Whether columns were dropped and not all taken up again. */
  boolean isNarrowed(Factors point) {
    return settings.solver().costGrowsWithWidth() && point.searchRank() < history.widest();
  }

  /** Whether more columns than those that are there exceed the given search rank. */
  boolean escapes(Factors point) {
    return settings.searchRank().isPresent() && !isNarrowed(point);
  }

  /** How many columns may be added, memory apart. */
  int growth(Factors point) {
    int growth = SearchRanks.growth(shape, point.searchRank());
    if (mayGrow()) {
      return growth;
    }
    return isNarrowed(point) ? Math.min(growth, history.widest() - point.searchRank()) : 0;
  }

  /** The same as far as memory goes; remembers where it does not. */
  int growthWithinMemory(Factors point) {
    int growth = growth(point);
    while (growth > 0 && !room.test(point.searchRank() + growth)) {
      growth /= 2;
    }
    lacksMemory = growth == 0;
    return growth;
  }
}
