package org.overrank.fit;

import org.jspecify.annotations.Nullable;
import org.overrank.objective.Factors;
import org.overrank.optim.StopReason;

/** Columns that have died are dropped, see {@link DeadColumns}. */
final class DropColumns implements Rule {
  @Override
  public @Nullable GoOn after(Ending ending) {
    Factors narrower = ending.gap().narrower();
    return ending.reason() == StopReason.COLUMNS_DIED && narrower != null
        ? GoOn.with(narrower, ending.point().searchRank(), "dead columns dropped, ")
        : null;
  }
}
