package org.overrank.report;

import java.util.List;
import org.overrank.fit.FitSummary;
import org.overrank.sweep.TrialResult;

/** The tables of a sweep's page. */
final class SweepTables {
  private static final List<String> FOUND =
      List.of(
          "succeeded",
          "within 1.1 ε",
          "certified",
          "median gap",
          "median passes",
          "median time",
          "largest rank");

  private SweepTables() {}

  /** One row for each group of trials: what they differ in, and what they found. */
  static String groups(SweepDigest digest) {
    List<TrialAxis> varied = TrialAxis.varied(digest.groups());
    StringBuilder html = new StringBuilder("<tr>");
    varied.forEach(axis -> head(html, axis.letter()));
    FOUND.forEach(name -> head(html, name));
    html.append("</tr>\n");
    for (SweepGroup group : digest.groups()) {
      html.append("<tr>");
      varied.forEach(axis -> Html.cells(html, axis.of(group)));
      Html.cells(
          html,
          group.outOf(group.succeeded()),
          group.outOf(group.withinLecture()),
          group.outOf(group.certified()),
          Numbers.value(group.medianGap()),
          Numbers.value(group.medianPasses()),
          Numbers.duration(group.medianSeconds()),
          Integer.toString(group.largestRank()));
      html.append("</tr>\n");
    }
    return html.toString();
  }

  private static void head(StringBuilder html, String name) {
    html.append("<th>").append(Html.escape(name)).append("</th>");
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
