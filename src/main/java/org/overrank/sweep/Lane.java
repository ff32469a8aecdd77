package org.overrank.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSettings;
import org.overrank.objective.Factors;

/**
 * Trials of which each begins where the one before has ended; a lane of one trial waits for none.
 *
 * @param trials at least one, in order
 * @param before the answer that the first begins at, or null
 */
public record Lane(List<FitSettings> trials, @Nullable Factors before) {
  /** Detaches the list. */
  public Lane {
    trials = List.copyOf(trials);
  }
}
