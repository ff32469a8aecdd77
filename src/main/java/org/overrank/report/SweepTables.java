package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The tables of a sweep's page. */
final class SweepTables {
  private SweepTables() {}

  /** One row for each group of trials. */
  static String groups(JsonNode digest) {
    StringBuilder html = new StringBuilder();
    for (JsonNode row : digest.path("groups")) {
      html.append("<tr>");
      cell(html, row.path("instance").asText());
      cell(html, Numbers.value(row.path("lambda").asDouble()));
      cell(html, row.path("solver").asText());
      cell(html, row.path("start").asText());
      cell(html, row.path("searchRank").asText());
      cell(html, share(row, "succeeded"));
      cell(html, share(row, "withinLecture"));
      cell(html, share(row, "certified"));
      cell(html, Numbers.value(row.path("medianGap").asDouble()));
      cell(html, Numbers.value(row.path("medianPasses").asDouble()));
      cell(html, Numbers.duration(row.path("medianSeconds").asDouble()));
      cell(html, row.path("largestRank").asText());
      html.append("</tr>\n");
    }
    return html.toString();
  }

  /** A count of a group's trials, such as "3 of 4". */
  static String share(JsonNode row, String key) {
    return row.path(key).asInt() + " of " + row.path("trials").asInt();
  }

  /** One row for each trial, with an id to link to. */
  static String trials(List<JsonNode> lines) {
    StringBuilder html = new StringBuilder();
    List<Double> bounds = SweepDigest.bounds(lines);
    for (int k = 0; k < lines.size(); k++) {
      JsonNode line = lines.get(k);
      double bound = bounds.get(k);
      html.append("<tr id=\"t").append(k).append("\">");
      cell(html, Numbers.shortened(line.path("trial").asText()));
      cell(html, Numbers.value(line.path("objective").asDouble()));
      cell(
          html,
          bound > 0
              ? Numbers.value(line.path("convexObjective").asDouble() / bound)
              : Numbers.NONE);
      cell(html, Numbers.value(line.path("relativeGap").asDouble()));
      cell(html, line.path("rank").asText());
      cell(html, line.path("passes").asText());
      cell(html, Numbers.duration(line.path("seconds").asDouble()));
      cell(html, line.path("stopReason").asText());
      html.append("</tr>\n");
    }
    return html.toString();
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td>").append(Html.escape(text)).append("</td>");
  }
}
