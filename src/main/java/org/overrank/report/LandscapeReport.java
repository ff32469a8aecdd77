package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lecture's theorem on one instance, as one self-contained HTML page. */
public final class LandscapeReport {
  private LandscapeReport() {}

  /**
   * Renders the page.
   *
   * @param study what {@code landscape.json} holds
   * @return an HTML document that refers to no other file, to be stored as UTF-8
   */
  public static String render(JsonNode study) {
    String title = "Landscape of " + study.path("instance").asText();
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Html.escape(title));
    parts.put("lead", Html.escape(lead(study)));
    parts.put("verdictClass", study.path("bestCertified").asBoolean() ? "proven" : "open");
    parts.put("verdict", Html.escape(verdict(study)));
    parts.put("meaning", Html.escape(meaning(study)));
    parts.put("points", points(study));
    parts.put("success", success(study));
    parts.put("data", ScriptData.json(study));
    parts.put("page.css", Template.resource("page.css"));
    parts.put("echarts.js", FitReport.script(FitReport.ECHARTS));
    for (String script : List.of("watch.js", "landscape.js")) {
      parts.put(script, FitReport.script(script));
    }
    return Template.fill(Template.resource("landscape.html"), parts);
  }

  private static String lead(JsonNode study) {
    return String.format(
        Locale.ROOT,
        "%s measurements of a %d × %d matrix, λ = %s; parameters %s.",
        Numbers.count(study.path("measurements").asLong()),
        study.path("rows").asInt(),
        study.path("cols").asInt(),
        Numbers.value(study.path("lambda").asDouble()),
        study.path("parameters"));
  }

  private static String verdict(JsonNode study) {
    StringBuilder text = new StringBuilder();
    for (JsonNode row : study.path("success")) {
      text.append(text.isEmpty() ? "" : ", ")
          .append("R = ")
          .append(row.path("searchRank").asInt())
          .append(": ")
          .append(row.path("succeeded").asInt())
          .append(" of ")
          .append(row.path("runs").asInt());
    }
    return "Runs within 1.1 ε: " + text + ".";
  }

  private static String meaning(JsonNode study) {
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode point : study.path("points")) {
      least = Math.min(least, point.path("copiesNeeded").asDouble());
    }
    return String.format(
        Locale.ROOT,
        "ε is %s, the value that no search rank can go below%s. (U*, V*) is the %s, of rank r = %d."
            + " The theorem bites at these points from k = %s on, R = kr; the runs show how much"
            + " less is enough. The cross term falls as k^%.3f.",
        Numbers.value(study.path("lowerBound").asDouble()),
        study.path("bestCertified").asBoolean() ? " (proven)" : " (not proven to the gap)",
        study.path("goodPair").asText(),
        study.path("goodRank").asInt(),
        Numbers.value(least),
        study.path("crossTerm").path("slope").asDouble());
  }

  private static String points(JsonNode study) {
    StringBuilder rows = new StringBuilder();
    for (JsonNode point : study.path("points")) {
      Html.row(
          rows,
          point.path("name").asText(),
          point.path("searchRank").asText(),
          point.path("copies").asText(),
          Numbers.value(point.path("overBest").asDouble()),
          point.path("verdict").asText(),
          estimate(point.path("mixedNorm")),
          estimate(point.path("crossNorm")),
          Numbers.value(point.path("crossNormBound").asDouble()),
          Numbers.value(point.path("copiesNeeded").asDouble()));
    }
    return rows.toString();
  }

  private static String estimate(JsonNode estimate) {
    return Numbers.value(estimate.path("exact").asDouble())
        + " (drawn "
        + Numbers.value(estimate.path("mean").asDouble())
        + " ± "
        + Numbers.value(estimate.path("standardError").asDouble())
        + ")";
  }

  private static String success(JsonNode study) {
    StringBuilder rows = new StringBuilder();
    for (JsonNode row : study.path("success")) {
      Html.row(
          rows,
          row.path("searchRank").asText(),
          row.path("succeeded").asText() + " of " + row.path("runs").asText(),
          Numbers.value(row.path("share").path("low").asDouble())
              + " – "
              + Numbers.value(row.path("share").path("high").asDouble()),
          row.path("certified").asText(),
          row.path("certifiedWithEscape").asText(),
          row.path("escapes").asText(),
          Numbers.value(row.path("worst").asDouble()));
    }
    return rows.toString();
  }
}
