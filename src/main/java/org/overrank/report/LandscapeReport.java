package org.overrank.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.overrank.theorem.Estimate;
import org.overrank.theorem.PointStudy;
import org.overrank.theorem.SuccessByRank;
import org.overrank.theorem.TheoremStudy;

/** The lecture's theorem on one instance, as one self-contained HTML page. */
public final class LandscapeReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LandscapeReport() {}

  /**
   * Renders the page.
   *
   * @param study what was found
   * @return an HTML document that refers to no other file, to be stored as UTF-8
   */
  public static String render(TheoremStudy study) {
    String title = "Landscape of " + study.instance();
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Html.escape(title));
    parts.put("lead", Html.escape(lead(study)));
    parts.put("verdictClass", study.bestCertified() ? "proven" : "open");
    parts.put("verdict", Html.escape(verdict(study)));
    parts.put("meaning", Html.escape(meaning(study)));
    parts.put("points", points(study));
    parts.put("success", success(study));
    parts.put("data", ScriptData.json(JSON.valueToTree(study)));
    parts.put("page.css", Template.resource("page.css"));
    parts.put("echarts.js", FitReport.script(FitReport.ECHARTS));
    for (String script : List.of("watch.js", "landscape.js")) {
      parts.put(script, FitReport.script(script));
    }
    return Template.fill(Template.resource("landscape.html"), parts);
  }

  private static String lead(TheoremStudy study) {
    return String.format(
        Locale.ROOT,
        "%s measurements of a %d × %d matrix, λ = %s; parameters %s.",
        Numbers.count(study.measurements()),
        study.rows(),
        study.cols(),
        Numbers.value(study.lambda()),
        JSON.valueToTree(study.parameters()));
  }

  private static String verdict(TheoremStudy study) {
    StringBuilder text = new StringBuilder();
    for (SuccessByRank row : study.success()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append("R = ")
          .append(row.searchRank())
          .append(": ")
          .append(row.succeeded())
          .append(" of ")
          .append(row.runs());
    }
    return "Runs within 1.1 ε: " + text + ".";
  }

  private static String meaning(TheoremStudy study) {
    double least = Double.POSITIVE_INFINITY;
    for (PointStudy point : study.points()) {
      least = Math.min(least, point.copiesNeeded());
    }
    return String.format(
        Locale.ROOT,
        "ε is %s, the value that no search rank can go below%s. (U*, V*) is the %s, of rank r = %d."
            + " The theorem bites at these points from k = %s on, R = kr; the runs show how much"
            + " less is enough. The cross term falls as k^%.3f.",
        Numbers.value(study.lowerBound()),
        study.bestCertified() ? " (proven)" : " (not proven to the gap)",
        study.goodPair(),
        study.goodRank(),
        Numbers.value(least),
        study.crossTerm().slope());
  }

  private static String points(TheoremStudy study) {
    StringBuilder rows = new StringBuilder();
    for (PointStudy point : study.points()) {
      Html.row(
          rows,
          point.name(),
          Integer.toString(point.searchRank()),
          Integer.toString(point.copies()),
          Numbers.value(point.overBest()),
          point.verdict(),
          estimate(point.mixedNorm()),
          estimate(point.crossNorm()),
          Numbers.value(point.crossNormBound()),
          Numbers.value(point.copiesNeeded()));
    }
    return rows.toString();
  }

  private static String estimate(Estimate estimate) {
    return Numbers.value(estimate.exact())
        + " (drawn "
        + Numbers.value(estimate.mean())
        + " ± "
        + Numbers.value(estimate.standardError())
        + ")";
  }

  private static String success(TheoremStudy study) {
    StringBuilder rows = new StringBuilder();
    for (SuccessByRank row : study.success()) {
      Html.row(
          rows,
          Integer.toString(row.searchRank()),
          row.succeeded() + " of " + row.runs(),
          Numbers.value(row.share().low()) + " – " + Numbers.value(row.share().high()),
          Integer.toString(row.certified()),
          Integer.toString(row.certifiedWithEscape()),
          Integer.toString(row.escapes()),
          Numbers.value(row.worst()));
    }
    return rows.toString();
  }
}
