package org.overrank.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
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
    parts.put("verdict", Html.escape(finding(study.success())));
    parts.put("meaning", Html.escape(meaning(study)));
    parts.put("points", points(study));
    parts.put("success", success(study));
    parts.put("data", ScriptData.json(JSON.valueToTree(study)));
    return FitReport.page("landscape.html", parts, List.of("landscape.js"));
  }

  private static String lead(TheoremStudy study) {
    return String.format(
        Locale.ROOT,
        "%s measurements of a %d × %d matrix, loss %s, λ = %s; parameters %s.",
        Numbers.count(study.measurements()),
        study.rows(),
        study.cols(),
        study.loss(),
        Numbers.value(study.lambda()),
        JSON.valueToTree(study.parameters()));
  }

  /** The finding: from which search rank on no run was caught. */
  static String finding(List<SuccessByRank> runs) {
    List<SuccessByRank> rows =
        runs.stream().sorted(Comparator.comparingInt(SuccessByRank::searchRank)).toList();
    SuccessByRank last = rows.get(rows.size() - 1);
    int from = rows.size();
    while (from > 0 && rows.get(from - 1).succeeded() == rows.get(from - 1).runs()) {
      from--;
    }
    if (from == rows.size()) {
      return "At no search rank up to R = "
          + last.searchRank()
          + " do all runs end within 1.1 ε: there, "
          + outOf(last)
          + " do.";
    }
    if (from == 0) {
      return "All runs end within 1.1 ε at every search rank, from R = "
          + rows.get(0).searchRank()
          + " on: none was caught by a bad minimum.";
    }
    SuccessByRank below = rows.get(from - 1);
    return "From R = "
        + rows.get(from).searchRank()
        + " on all runs end within 1.1 ε; at R = "
        + below.searchRank()
        + " only "
        + outOf(below)
        + " do: the others were caught by a bad minimum.";
  }

  private static String outOf(SuccessByRank row) {
    return row.succeeded() + " of " + row.runs();
  }

  private static String meaning(TheoremStudy study) {
    DoubleSummaryStatistics needed =
        study.points().stream().mapToDouble(PointStudy::copiesNeeded).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "ε is %s, the value that no search rank can go below%s. (U*, V*) is the %s, of rank r = %d."
            + " The theorem bites from k = %s on at one of these points and from k = %s on at all of"
            + " them, R = kr; the runs show how much less is enough. The cross term falls as k^%.3f.",
        Numbers.value(study.lowerBound()),
        study.bestCertified() ? " (proven)" : " (not proven to the gap)",
        study.goodPair(),
        study.goodRank(),
        Numbers.value(needed.getMin()),
        Numbers.value(needed.getMax()),
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
    Double exact = estimate.exact();
    return (exact == null ? "" : Numbers.value(exact) + " ")
        + "(drawn "
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
          outOf(row),
          Numbers.value(row.share().low()) + " – " + Numbers.value(row.share().high()),
          Integer.toString(row.certified()),
          Integer.toString(row.certifiedWithEscape()),
          Integer.toString(row.escapes()),
          Numbers.value(row.worst()));
    }
    return rows.toString();
  }
}
