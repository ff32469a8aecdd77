package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sweep as one self-contained HTML page; see the package for how it is made. */
public final class SweepReport {
  private SweepReport() {}

  /**
   * Renders the page: the same arguments give the same bytes.
   *
   * @param name what the sweep is called
   * @param digest what {@link SweepDigest#of} made of the results
   * @param lines the results, one for each trial that has ended
   * @param comparison what {@link SweepComparison} has found of another night, or null
   * @return an HTML document that refers to no other file, to be stored as UTF-8
   */
  public static String render(
      String name, JsonNode digest, List<JsonNode> lines, @Nullable JsonNode comparison) {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Html.escape("Sweep " + name));
    parts.put("heading", Html.escape("Sweep " + name));
    parts.put("lead", Html.escape(lead(digest, lines)));
    boolean proven = digest.path("everyProblemCertified").asBoolean();
    parts.put("verdictClass", proven ? "proven" : "open");
    parts.put("verdict", Html.escape(verdict(digest)));
    parts.put("meaning", Html.escape(meaning(digest, lines)));
    parts.put("against", OtherNight.section(comparison));
    parts.put("groups", SweepTables.groups(digest));
    parts.put("trials", SweepTables.trials(lines));
    parts.put("data", SweepPlotData.json(digest, lines));
    parts.put("page.css", Template.resource("page.css"));
    parts.put("echarts.js", FitReport.script(FitReport.ECHARTS));
    for (String script : List.of("watch.js", "sweep.js")) {
      parts.put(script, FitReport.script(script));
    }
    return Template.fill(Template.resource("sweep.html"), parts);
  }

  private static String lead(JsonNode digest, List<JsonNode> lines) {
    if (lines.isEmpty()) {
      return "No trial has ended yet.";
    }
    JsonNode first = lines.get(0);
    long problems =
        lines.stream()
            .map(line -> line.path("instance").asText() + line.path("lambda").asText())
            .distinct()
            .count();
    return String.format(
        Locale.ROOT,
        "%s of %s trials on %s measurements of a %s × %s matrix (%s); %s.",
        Numbers.count(digest.path("finished").asLong()),
        Numbers.count(digest.path("trials").asLong()),
        Numbers.count(first.path("measurements").asLong()),
        Numbers.count(first.path("rows").asLong()),
        Numbers.count(first.path("cols").asLong()),
        first.path("kind").asText(),
        problems == 1 ? "one problem" : Numbers.count(problems) + " problems, by instance and λ");
  }

  private static String verdict(JsonNode digest) {
    return Numbers.count(digest.path("certified").asLong())
        + " of "
        + Numbers.count(digest.path("finished").asLong())
        + " trials are certified"
        + (digest.path("everyProblemCertified").asBoolean()
            ? ", and at least one for every λ."
            : "; some λ has none, or trials are missing.");
  }

  private static String meaning(JsonNode digest, List<JsonNode> lines) {
    String gap =
        lines.isEmpty()
            ? ""
            : "Certified: proven within "
                + Numbers.percentUp(lines.get(0).path("relativeGapAsked").asDouble())
                + " of the best that any rank can reach. ";
    JsonNode choice = digest.path("lambdaChoice");
    String chosen =
        choice.isMissingNode()
            ? ""
            : " Least hold-out error at λ = "
                + Numbers.value(choice.path("best").asDouble())
                + "; the largest λ within one standard error is "
                + Numbers.value(choice.path("oneStandardError").asDouble())
                + ".";
    return gap
        + "A trial succeeds if its objective is within that of ε, the best lower bound that any"
        + " trial of the same λ has proven; the lecture's measure, 1.1 ε, stands beside it."
        + chosen;
  }
}
