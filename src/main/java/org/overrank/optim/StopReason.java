package org.overrank.optim;

import org.overrank.linalg.EnumWords;

/** Why a run ended. The sentences are what users read. */
public enum StopReason {
  /** The duality gap that was asked for is proven. */
  CERTIFIED("the asked duality gap is proven"),
  /** The gradient vanished without a certificate: a stationary point of this search rank. */
  STATIONARY(
      "a stationary point was reached, and it is not certified: the search rank binds or this is a"
          + " bad local minimum"),
  /** Every column is in use, f hardly falls, and more columns would lower it. */
  RANK_BINDS("the search rank is too small to reach the asked gap"),
  /** More columns would help, and the driver has no room for them. */
  MEMORY_BINDS(
      "more columns would help, and the driver's memory has no room for them: give it more"),
  /** Ends a stretch and never a run: columns are of no use any more, and it goes on without. */
  COLUMNS_DIED("columns that had died were dropped"),
  /** Ends a stretch and never a run: another solver goes on. */
  SLOW("another solver is expected to close the gap sooner"),
  /** Ends a stretch and never a run: the rounded kink of the loss holds the gap open. */
  KINK_BINDS("the kink of the loss is rounded off too widely for the asked gap"),
  /** No lower point along the direction, or neither f nor the gap falls over many iterations. */
  STALLED("objective and gap stopped falling before the asked gap was proven"),
  /** The budget is used up. */
  MAX_PASSES("the budget of passes was used up before convergence"),
  /** The budget of iterations is used up. */
  MAX_ITERATIONS("the budget of iterations was used up before convergence"),
  /** Somebody asked the run to end. */
  INTERRUPTED("the run was interrupted");

  private final String sentence;

  StopReason(String sentence) {
    this.sentence = sentence;
  }

  /**
   * The word in files.
   *
   * @return such as {@code max-passes}
   */
  public String word() {
    return EnumWords.of(this);
  }

  /**
   * The reason for people.
   *
   * @return a clause without a full stop
   */
  public String sentence() {
    return sentence;
  }
}
