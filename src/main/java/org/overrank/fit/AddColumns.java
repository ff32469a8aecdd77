package org.overrank.fit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Escape;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.optim.StopReason;

/**
 * A search that its rank holds back, or that is stuck at a point that is not certified, goes on
 * with more columns, along the leading singular pairs of G (theory, section 3, "Escape").
 */
final class AddColumns implements Rule {
  /** Against the largest singular value: below, a column is dead and can be overwritten. */
  private static final double DEAD = 1e-12;

  private final FitSettings settings;
  private final SearchWidth width;
  private final Supplier<Escape> escape;

  /**
   * The rule of one fit.
   *
   * @param settings what it is asked
   * @param width how wide it may become
   * @param escape finds columns of what is minimised at the time
   */
  AddColumns(FitSettings settings, SearchWidth width, Supplier<Escape> escape) {
    this.settings = settings;
    this.width = width;
    this.escape = escape;
  }

  @Override
  public @Nullable GoOn after(Ending ending) {
    Factors point = ending.point();
    if (width.growth(point) == 0 || !isStuck(ending)) {
      return null;
    }
    int growth = width.growthWithinMemory(point);
    if (growth == 0) {
      return null;
    }
    boolean escapes = width.escapes(point);
    Assessment assessment = ending.gap().assess(ending.outcome().last());
    Factors wider = escape.get().widen(assessment, growth);
    if (wider == assessment.point()) {
      return null;
    }
    return escapes && !settings.structure().isSquare()
        ? GoOn.with(withoutDeadColumn(wider), point.searchRank(), "escape, ")
        : GoOn.with(
            wider,
            point.searchRank(),
            settings.structure().columnsOfOne(),
            escapes ? "escape, " : "");
  }

  private boolean isStuck(Ending ending) {
    if (ending.reason() == StopReason.RANK_BINDS) {
      return true;
    }
    return ending.isStill()
        && !ending
            .gap()
            .assess(ending.outcome().last())
            .certificate()
            .certifies(settings.relativeGap());
  }

  /** One column fewer where the product needs fewer: the escape takes the place of the dead one. */
  private static Factors withoutDeadColumn(Factors wider) {
    if (wider.isImplied()) {
      return wider;
    }
    ProductSvd svd = ProductSvd.of(wider.left(), wider.right());
    double[] values = svd.values();
    int last = wider.searchRank() - 1;
    boolean alive = last >= values.length || values[last] > DEAD * values[0];
    return alive ? wider : Factors.balanced(svd, last);
  }
}
