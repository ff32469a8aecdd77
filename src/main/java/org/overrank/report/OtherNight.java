package org.overrank.report;

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
  static String section(@Nullable SweepComparison comparison) {
    if (comparison == null) {
      return "";
    }
    String name = Html.escape(comparison.against());
    StringBuilder html = new StringBuilder("<section id=\"against\">\n<h2>Beside ");
    html.append(name).append("</h2>\n<p>").append(Html.escape(verdict(comparison)));
    html.append("</p>\n");
    list(html, texts(comparison.regressions()));
    groups(html, name, comparison.groups());
    grid(html, "Trials that only this one has:", texts(comparison.onlyHere()));
    grid(html, "Trials that only " + name + " has:", texts(comparison.onlyThere()));
    return html.append("</section>").toString();
  }

  private static void groups(StringBuilder html, String name, List<GroupComparison> groups) {
    if (!groups.isEmpty()) {
      html.append("<p>Numbers are of the trials that both have; after the stroke, in ");
      html.append(name)
          .append(".</p>\n<div class=\"scroll\"><table class=\"wide\">\n")
          .append(HEAD);
      groups.forEach(row -> row(html, row));
      html.append("</table></div>\n");
    }
  }

  private static String verdict(SweepComparison comparison) {
    long compared = comparison.compared();
    int worse = comparison.regressions().size();
    if (compared + worse == 0) {
      return "Not one trial is in both: there is nothing to compare.";
    }
    return Numbers.count(compared)
        + (compared == 1 ? " trial" : " trials")
        + " compared: "
        + (worse == 0 ? "nothing" : Numbers.count(worse))
        + (worse > 1 ? " things are worse." : " is worse.");
  }

  private static void row(StringBuilder html, GroupComparison row) {
    SweepGroup now = row.now();
    SweepGroup before = row.before();
    Html.row(
        html,
        now.place(),
        Numbers.shortened(Numbers.value(now.lambda())),
        now.method(),
        now.start(),
        now.searchRank(),
        beside(now.outOf(now.succeeded()), before.outOf(before.succeeded())),
        beside(now.outOf(now.certified()), before.outOf(before.certified())),
        beside(Numbers.value(now.medianGap()), Numbers.value(before.medianGap())),
        beside(Numbers.value(now.medianPasses()), Numbers.value(before.medianPasses())),
        beside(Numbers.duration(now.medianSeconds()), Numbers.duration(before.medianSeconds())));
  }

  private static String beside(String now, String before) {
    return Numbers.shortened(now + " / " + before);
  }

  private static List<String> texts(List<String> sentences) {
    return sentences.stream().map(each -> Html.escape(Numbers.shortened(each))).toList();
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
