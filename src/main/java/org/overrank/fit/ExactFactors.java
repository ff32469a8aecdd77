package org.overrank.fit;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where factors that travel as floats may be all that keeps a run from its end, it goes on with
 * doubles.
 */
final class ExactFactors implements Rule {
  private final BooleanSupplier rounded;
  private final Supplier<Leg> leg;
  private final @Nullable SearchWidth width;

  /**
   * The rule of one fit.
   *
   * @param rounded whether factors are rounded at the time
   * @param leg whose turn it is
   * @param width lets a search that has yet to find its width go on with floats first, or null
   */
  ExactFactors(BooleanSupplier rounded, Supplier<Leg> leg, @Nullable SearchWidth width) {
    this.rounded = rounded;
    this.leg = leg;
    this.width = width;
  }

  @Override
  public @Nullable GoOn after(Ending ending) {
    boolean blurred =
        rounded.getAsBoolean()
            && switch (ending.reason()) {
              case STALLED, STATIONARY -> true;
              case RANK_BINDS -> width == null || !width.growsEagerly(ending.point());
              default -> false;
            };
    return blurred ? new GoOn(ending.point(), leg.get(), true, "with factors as doubles") : null;
  }
}
