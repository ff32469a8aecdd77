package org.overrank.optim;

import java.util.Optional;

/** Decides after each iteration whether a run ends. */
@FunctionalInterface
public interface StoppingCriterion {
  /**
   * Looks at the current state; called once per iteration, in order.
   *
   * @param progress the state
   * @return why to stop, or empty to go on
   */
  Optional<StopReason> check(Progress progress);

  /**
   * Stops when either criterion does; this one is asked first, both are always asked.
   *
   * @param other another criterion
   * @return the combination
   */
  default StoppingCriterion or(StoppingCriterion other) {
    return progress -> {
      Optional<StopReason> mine = check(progress);
      Optional<StopReason> theirs = other.check(progress);
      return mine.isPresent() ? mine : theirs;
    };
  }
}
