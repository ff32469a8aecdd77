package org.overrank.fit;

import org.overrank.fit.FitCheckpoint.GapMemory;

/**
 * When the gap of a fit is checked, by a clock that counts the solver's passes alone: those that
 * checks make themselves do not bring the next one nearer.
 *
 * <p>Regular checks come every {@value #EVERY} passes and ever more rarely, after a share of the
 * passes made if that is more; between them one where the gap, falling as it did between the last
 * two, will be small enough. They keep a distance of {@value #DISTANCE} times what the last one
 * cost, so that all of them take a fifth of a fit at the most.
 */
final class Cadence {
  /** Passes between regular checks. */
  private static final int EVERY = 12;

  /** Passes between checks at the least, for each that a check costs. */
  private static final int DISTANCE = 4;

  /** Passes that are too few for what a change of the width costs. */
  private static final int NEAR_END = EVERY / 2;

  private long spent;
  private long clock;
  private long nextCheck;
  private long nextRegular;
  private long clockAtPrediction;
  private boolean nearsEnd;
  private double gapAtPrediction = Double.POSITIVE_INFINITY;

  /**
   * A run of the solver begins.
   *
   * @param passes made so far
   * @param near whether it begins near its end, so that a check soon may be enough
   */
  void begin(long passes, boolean near) {
    spent = passes - clock;
    nextRegular = clock + EVERY;
    nextCheck = near ? clock + DISTANCE : nextRegular;
    clockAtPrediction = 0;
    gapAtPrediction = Double.POSITIVE_INFINITY;
  }

  /**
   * A run goes on at the same matrix: what was planned holds.
   *
   * @param passes made so far
   */
  void goOn(long passes) {
    spent = passes - clock;
  }

  /** Whether a check is due after a number of passes. */
  boolean isDue(long passes) {
    clock = passes - spent;
    return clock >= nextCheck;
  }

  /** Whether the check that is due is a regular one. */
  boolean isRegular() {
    return clock >= nextRegular;
  }

  /** Takes off the clock what a check has spent. */
  void spend(long passes) {
    spent += passes;
  }

  /**
   * Plans the next check: where the gap did not fall, after as long again as it has not.
   *
   * @param gap that was found
   * @param asked the gap that ends the run
   * @param cost of the check, in passes of the solver
   * @param often whether regular checks keep coming, as they may change the width
   */
  void plan(double gap, double asked, double cost, boolean often) {
    double least = DISTANCE * Math.max(1, cost);
    if (isRegular()) {
      nextRegular = clock + (long) Math.max(Math.max(EVERY, least), clock / (often ? 8.0 : 5.0));
    }
    long since = clock - clockAtPrediction;
    boolean known = gapAtPrediction < Double.POSITIVE_INFINITY;
    double left = since;
    if (gap < gapAtPrediction) {
      left = gap <= asked ? 0 : since * Math.log(gap / asked) / Math.log(gapAtPrediction / gap);
      clockAtPrediction = clock;
      gapAtPrediction = gap;
    }
    nearsEnd = known && left < NEAR_END;
    nextCheck = (long) Math.min((double) nextRegular, clock + Math.max(least, left));
  }

  /** Whether the fit will end within {@value #NEAR_END} passes, if the gap goes on falling so. */
  boolean nearsEnd() {
    return nearsEnd;
  }

  /** What is to be remembered, with what else checks remember. */
  GapMemory memory(double valueAtLastCheck, double gapAtLastCheck) {
    return new GapMemory(
        spent,
        nextCheck,
        nextRegular,
        clockAtPrediction,
        gapAtPrediction,
        valueAtLastCheck,
        gapAtLastCheck);
  }

  /** Takes over what was remembered. */
  void restore(GapMemory memory) {
    spent = memory.spent();
    nextCheck = memory.nextCheck();
    nextRegular = memory.nextRegularCheck();
    clockAtPrediction = memory.clockAtPrediction();
    gapAtPrediction = memory.gapAtPrediction();
  }
}
