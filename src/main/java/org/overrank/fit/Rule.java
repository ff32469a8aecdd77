package org.overrank.fit;

import org.jspecify.annotations.Nullable;
import org.overrank.objective.Factors;
import org.overrank.optim.Minimizer;
import org.overrank.optim.StopReason;

/** One reason to go on where a run of a fit's solver has ended, asked in the order of the list. */
interface Rule {
  /**
   * How a run has ended.
   *
   * @param outcome its last iterate, and why
   * @param gap its check
   */
  record Ending(Minimizer.Outcome outcome, GapCheck gap) {
    Factors point() {
      return outcome.last().point();
    }

    StopReason reason() {
      return outcome.reason();
    }

    /** Whether f stands still. */
    boolean isStill() {
      return reason() == StopReason.STALLED || reason() == StopReason.STATIONARY;
    }
  }

  /**
   * How a fit goes on.
   *
   * @param point where
   * @param leg whose turn it is
   * @param onMeasurements whether it is to work on the measurements themselves
   * @param why for the trace
   */
  record GoOn(Factors point, Leg leg, boolean onMeasurements, String why) {
    /** The same measurements. */
    static GoOn from(Factors point, Leg leg, String why) {
      return new GoOn(point, leg, false, why);
    }

    /** With more columns or fewer, and the solver that was asked for. */
    static GoOn with(Factors point, int before, String why) {
      return with(point, before, 1, why);
    }

    /** The same where some columns are one of the search rank. */
    static GoOn with(Factors point, int before, int columnsOfOne, String why) {
      String widths =
          "search rank " + before / columnsOfOne + " -> " + point.searchRank() / columnsOfOne;
      return from(point, Leg.NAMED, why + widths);
    }
  }

  /**
   * Asks whether to go on.
   *
   * @param ending how the run has ended
   * @return how to go on, or null where this is no reason to
   */
  @Nullable GoOn after(Ending ending);
}
