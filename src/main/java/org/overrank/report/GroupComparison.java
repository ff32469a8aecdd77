package org.overrank.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One group of trials in two runs of a sweep.
 *
 * @param group its name
 * @param succeeded share of trials that succeed
 * @param succeededBefore the same of the earlier run
 * @param certified share of trials that are certified
 * @param certifiedBefore the same of the earlier run
 * @param gapRatio median gap, as a multiple of the earlier run's
 * @param passesRatio the same of passes
 * @param secondsRatio the same of seconds
 * @param now this run's numbers
 * @param before the earlier run's
 * @param worse sentences about what is worse
 */
public record GroupComparison(
    String group,
    double succeeded,
    double succeededBefore,
    double certified,
    double certifiedBefore,
    double gapRatio,
    double passesRatio,
    double secondsRatio,
    SweepGroup now,
    SweepGroup before,
    List<String> worse) {
  /** Medians below this many seconds are not compared: they measure the machine's mood. */
  private static final double SHORT_SECONDS = 1;

  /** Detaches the list. */
  public GroupComparison {
    worse = List.copyOf(worse);
  }

  static GroupComparison of(
      SweepGroup now, SweepGroup before, SweepComparison.Tolerance tolerance) {
    return new GroupComparison(
        now.name(),
        now.share(now.succeeded()),
        before.share(before.succeeded()),
        now.share(now.certified()),
        before.share(before.certified()),
        ratio(now.medianGap(), before.medianGap()),
        ratio(now.medianPasses(), before.medianPasses()),
        ratio(now.medianSeconds(), before.medianSeconds()),
        now,
        before,
        worse(now, before, tolerance));
  }

  private static List<String> worse(
      SweepGroup now, SweepGroup before, SweepComparison.Tolerance tolerance) {
    List<String> worse = new ArrayList<>();
    fewer(worse, "succeeded", now, now.succeeded(), before, before.succeeded());
    fewer(worse, "certified", now, now.certified(), before, before.certified());
    if (ratio(now.medianPasses(), before.medianPasses()) > tolerance.passesRatio()) {
      worse.add(times(now.medianPasses(), before.medianPasses(), "passes"));
    }
    if (before.medianSeconds() >= SHORT_SECONDS
        && ratio(now.medianSeconds(), before.medianSeconds()) > tolerance.secondsRatio()) {
      worse.add(times(now.medianSeconds(), before.medianSeconds(), "seconds"));
    }
    return worse;
  }

  private static void fewer(
      List<String> worse, String what, SweepGroup now, long count, SweepGroup before, long then) {
    if (now.share(count) < before.share(then)) {
      worse.add(what + " " + now.outOf(count) + ", before " + before.outOf(then));
    }
  }

  private static String times(double now, double before, String unit) {
    return Numbers.value(now) + " " + unit + " (median), before " + Numbers.value(before);
  }

  private static double ratio(double now, double before) {
    return before > 0 ? now / before : 1;
  }
}
