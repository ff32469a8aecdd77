package org.overrank.report;

import java.util.List;
import org.overrank.fit.FitSummary;
import org.overrank.sweep.TrialResult;

/** The tables of a sweep's page. */
final class SweepTables {
  private SweepTables() {}

  /** One row for each group of trials. */
  static String groups(SweepDigest digest) {
    StringBuilder html = new StringBuilder();
    for (SweepGroup group : digest.groups()) {
      Html.row(
          html,
          group.place(),
          Numbers.value(group.lambda()),
          group.method(),
          group.start(),
          group.searchRank(),
          group.outOf(group.succeeded()),
          group.outOf(group.withinLecture()),
          group.outOf(group.certified()),
          Numbers.value(group.medianGap()),
          Numbers.value(group.medianPasses()),
          Numbers.duration(group.medianSeconds()),
          Integer.toString(group.largestRank()));
    }
    return html.toString();
  }

  /** One row for each trial, with an id to link to. */
  static String trials(List<TrialResult> results) {
    StringBuilder html = new StringBuilder();
    List<Double> bounds = SweepDigest.bounds(results);
    for (int k = 0; k < results.size(); k++) {
      FitSummary summary = results.get(k).summary();
      double bound = bounds.get(k);
      html.append("<tr id=\"t").append(k).append("\">");
      Html.cells(
          html,
          Numbers.shortened(results.get(k).trial()),
          Numbers.value(summary.proof().objective()),
          bound > 0 ? Numbers.value(summary.proof().convexObjective() / bound) : Numbers.NONE,
          Numbers.value(summary.proof().relativeGap()),
          Integer.toString(summary.answer().rank()),
          Long.toString(summary.effort().passes()),
          Numbers.duration(summary.effort().seconds()),
          summary.effort().stopReason());
      html.append("</tr>\n");
    }
    return html.toString();
  }
}
