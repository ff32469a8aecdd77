package org.overrank.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.sweep.TrialResult;

/**
 * The trials of one instance, λ, solver, start and search rank.
 *
 * @param instance the name of the measurements, or null for the only table
 * @param lambda λ
 * @param solver name of the solver
 * @param variant what else is special about them, such as "escape=auto", or null
 * @param start name of the start
 * @param searchRank "auto" or the number
 * @param trials how many there are
 * @param succeeded how many are within the gap asked for of the best proven bound
 * @param withinLecture how many are within 1.1 of it
 * @param certified how many have proven what was asked
 * @param medianGap of their relative gaps
 * @param medianPasses of their passes
 * @param medianSeconds of their seconds
 * @param largestRank the largest numerical rank found
 */
public record SweepGroup(
    @Nullable String instance,
    double lambda,
    String solver,
    @Nullable String variant,
    String start,
    String searchRank,
    int trials,
    long succeeded,
    long withinLecture,
    long certified,
    double medianGap,
    double medianPasses,
    double medianSeconds,
    int largestRank) {

  /**
   * The solver, with what else is special.
   *
   * @return such as "scaled-lbfgs escape=auto"
   */
  public String method() {
    return TrialResult.method(solver, Optional.ofNullable(variant));
  }

  /** The instance's name, empty for the only table. */
  String place() {
    return instance == null ? "" : instance;
  }

  /** One line that tells it from others. */
  String name() {
    return (instance == null ? "" : instance + ", ")
        + "lambda="
        + lambda
        + " solver="
        + method()
        + " start="
        + start
        + " R="
        + searchRank;
  }

  /** A count of its trials, such as "3 of 4". */
  String outOf(long count) {
    return count + " of " + trials;
  }

  /** A count of its trials as a share of them. */
  double share(long count) {
    return (double) count / Math.max(1, trials);
  }
}
