package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section of a sweep's page that shows another night beside this one. */
final class OtherNight {
  private static final String HEAD =
      "<tr><th>instance</th><th>λ</th><th>solver</th><th>start</th><th>R</th><th>succeeded</th>"
          + "<th>certified</th><th>median gap</th><th>median passes</th><th>median time</th>"
          + "</tr>\n";

  private OtherNight() {}

  /**
   * The section.
   *
   * @param comparison what {@link SweepComparison} has found, or null
   * @return HTML, empty without a comparison
   */
  static String section(@Nullable JsonNode comparison) {
    if (comparison == null) {
      return "";
    }
    String name = Html.escape(comparison.path("against").asText());
    StringBuilder html = new StringBuilder("<section id=\"against\">\n<h2>Beside ");
    html.append(name).append("</h2>\n<p>").append(Html.escape(verdict(comparison)));
    html.append("</p>\n");
    list(html, texts(comparison, "regressions"));
    groups(html, name, comparison.path("groups"));
    grid(html, "Trials that only this one has:", texts(comparison, "onlyHere"));
    grid(html, "Trials that only " + name + " has:", texts(comparison, "onlyThere"));
    return html.append("</section>").toString();
  }

  private static void groups(StringBuilder html, String name, JsonNode groups) {
    if (!groups.isEmpty()) {
      html.append("<p>Numbers are of the trials that both have; after the stroke, in ");
      html.append(name)
          .append(".</p>\n<div class=\"scroll\"><table class=\"wide\">\n")
          .append(HEAD);
      groups.forEach(row -> row(html, row));
      html.append("</table></div>\n");
    }
  }

  private static String verdict(JsonNode comparison) {
    long compared = comparison.path("compared").asLong();
    int worse = comparison.path("regressions").size();
    if (compared + worse == 0) {
      return "Not one trial is in both: there is nothing to compare.";
    }
    return Numbers.count(compared)
        + (compared == 1 ? " trial" : " trials")
        + " compared: "
        + (worse == 0 ? "nothing" : Numbers.count(worse))
        + (worse > 1 ? " things are worse." : " is worse.");
  }

  private static void row(StringBuilder html, JsonNode row) {
    JsonNode now = row.path("now");
    JsonNode before = row.path("before");
    Html.row(
        html,
        now.path("instance").asText(),
        Numbers.shortened(value(now, "lambda")),
        now.path("solver").asText(),
        now.path("start").asText(),
        now.path("searchRank").asText(),
        beside(SweepTables.share(now, "succeeded"), SweepTables.share(before, "succeeded")),
        beside(SweepTables.share(now, "certified"), SweepTables.share(before, "certified")),
        beside(value(now, "medianGap"), value(before, "medianGap")),
        beside(value(now, "medianPasses"), value(before, "medianPasses")),
        beside(duration(now), duration(before)));
  }

  private static String beside(String now, String before) {
    return Numbers.shortened(now + " / " + before);
  }

  private static String value(JsonNode group, String key) {
    return Numbers.value(group.path(key).asDouble());
  }

  private static String duration(JsonNode group) {
    return Numbers.duration(group.path("medianSeconds").asDouble());
  }

  private static List<String> texts(JsonNode comparison, String key) {
    List<String> texts = new ArrayList<>();
    comparison.path(key).forEach(each -> texts.add(Html.escape(Numbers.shortened(each.asText()))));
    return texts;
  }

  private static void grid(StringBuilder html, String heading, List<String> groups) {
    if (!groups.isEmpty()) {
      html.append("<p>").append(heading).append("</p>\n");
      list(html, groups);
    }
  }

  private static void list(StringBuilder html, List<String> items) {
    if (!items.isEmpty()) {
      html.append("<ul>\n<li>").append(String.join("</li>\n<li>", items)).append("</li>\n</ul>\n");
    }
  }
}
