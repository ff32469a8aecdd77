package org.overrank.fit;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Escape;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.optim.Minimizer;
import org.overrank.optim.StopReason;

/**
 * How many columns a fit goes on with: more where the search rank holds it back, fewer where
 * columns have died.
 *
 * <p>Columns are added along the leading singular pairs of G (theory, section 3, "Escape"): with an
 * automatic search rank and with escapes as many as it takes, and up to the given search rank after
 * columns were dropped.
 */
final class SearchWidth {
  /** Against the largest singular value: below, a column is dead and can be overwritten. */
  private static final double DEAD = 1e-12;

  private final FitSettings settings;
  private final ProblemShape shape;
  private final TraceRecorder recorder;
  private IntPredicate room = searchRank -> true;
  private boolean lacksMemory;

  /**
   * The width of one fit.
   *
   * @param settings what it is asked
   * @param shape the size of its problem
   * @param recorder its iterates, told of every change
   */
  SearchWidth(FitSettings settings, ProblemShape shape, TraceRecorder recorder) {
    this.settings = settings;
    this.shape = shape;
    this.recorder = recorder;
  }

  /**
   * Sets a limit.
   *
   * @param hasRoom whether there is memory for a search rank
   */
  void limit(IntPredicate hasRoom) {
    this.room = hasRoom;
  }

  /** Whether the search would have gone on with more columns, had there been memory for them. */
  boolean lacksMemory() {
    return lacksMemory;
  }

  /** The search rank of the answer: columns that were dropped count. */
  int searchRank(Factors answer) {
    return Math.max(answer.searchRank(), recorder.widest());
  }

  /** Whether more columns are to be tried as soon as f falls slowly, and not only in the end. */
  boolean growsEagerly(Factors point) {
    return mayGrow() && !isNarrowed(point);
  }

  /** Whether columns that died are to be dropped: not any more once some had to be found again. */
  boolean mayShrink(Factors point) {
    return settings.solver().costGrowsWithWidth() && !recorder.regrew(point.searchRank());
  }

  private boolean mayGrow() {
    return settings.searchRank().isEmpty() || settings.escape() == EscapeRule.AUTO;
  }

  /** Whether columns were dropped and not all taken up again. */
  boolean isNarrowed(Factors point) {
    return settings.solver().costGrowsWithWidth() && point.searchRank() < recorder.widest();
  }

  /**
   * The point to go on from with more columns or with fewer.
   *
   * @param outcome how the last stretch ended
   * @param gap its check
   * @param escape finds columns
   * @return the point, or null where the run is over
   */
  @Nullable Factors next(Minimizer.Outcome outcome, GapCheck gap, Escape escape) {
    Factors point = outcome.last().point();
    Factors narrower = gap.narrower();
    if (outcome.reason() == StopReason.COLUMNS_DIED && narrower != null) {
      return changed(point, narrower, "dead columns dropped, ");
    }
    boolean narrowed = isNarrowed(point);
    int growth = growth(point.searchRank(), narrowed);
    if (growth == 0 || !isStuck(outcome, gap)) {
      return null;
    }
    while (growth > 0 && !room.test(point.searchRank() + growth)) {
      growth /= 2;
    }
    lacksMemory = growth == 0;
    if (lacksMemory) {
      return null;
    }
    Assessment assessment = gap.assess(outcome.last());
    Factors wider = escape.widen(assessment, growth);
    if (wider == assessment.point()) {
      return null;
    }
    boolean escapes = settings.searchRank().isPresent() && !narrowed;
    return escapes
        ? changed(point, withoutDeadColumn(wider), "escape, ")
        : changed(point, wider, "");
  }

  private Factors changed(Factors from, Factors to, String why) {
    recorder.event(why + "search rank " + from.searchRank() + " -> " + to.searchRank());
    return to;
  }

  private boolean isStuck(Minimizer.Outcome outcome, GapCheck gap) {
    if (outcome.reason() == StopReason.RANK_BINDS) {
      return true;
    }
    if (outcome.reason() != StopReason.STATIONARY && outcome.reason() != StopReason.STALLED) {
      return false;
    }
    Assessment assessment = gap.assess(outcome.last());
    return !assessment.certificate().certifies(settings.relativeGap());
  }

  private int growth(int width, boolean narrowed) {
    int growth = SearchRanks.growth(shape, width);
    if (mayGrow()) {
      return growth;
    }
    return narrowed ? Math.min(growth, recorder.widest() - width) : 0;
  }

  /** One column fewer where the product needs fewer: the escape takes the place of the dead one. */
  private static Factors withoutDeadColumn(Factors wider) {
    ProductSvd svd = ProductSvd.of(wider.left(), wider.right());
    double[] values = svd.values();
    int last = wider.searchRank() - 1;
    boolean alive = last >= values.length || values[last] > DEAD * values[0];
    return alive ? wider : Factors.balanced(svd, last);
  }
}
