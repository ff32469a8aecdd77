package org.overrank.report;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSummary;
import org.overrank.fit.Percent;
import org.overrank.sweep.TrialResult;

/** A sweep as one self-contained HTML page; see the package for how it is made. */
public final class SweepReport {
  private SweepReport() {}

  /**
   * Renders the page: the same arguments give the same bytes.
   *
   * @param name what the sweep is called
   * @param digest what {@link SweepDigest#of} made of the results
   * @param results the results, one for each trial that has ended
   * @param comparison what {@link SweepComparison} has found of another night, or null
   * @return an HTML document that refers to no other file, to be stored as UTF-8
   */
  public static String render(
      String name,
      SweepDigest digest,
      List<TrialResult> results,
      @Nullable SweepComparison comparison) {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Html.escape("Sweep " + name));
    parts.put("heading", Html.escape("Sweep " + name));
    parts.put("varied", Html.escape(varied(digest, results)));
    parts.put("lead", Html.escape(lead(digest, results)));
    boolean proven = digest.everyProblemCertified();
    parts.put("verdictClass", proven ? "proven" : "open");
    parts.put("verdict", Html.escape(verdict(digest)));
    parts.put("meaning", Html.escape(meaning(digest, results)));
    parts.put("against", OtherNight.section(comparison));
    parts.put("groups", SweepTables.groups(digest));
    parts.put("trials", SweepTables.trials(results));
    parts.put("data", SweepPlotData.json(digest, results));
    return FitReport.page("sweep.html", parts, List.of("sweep.js"));
  }

  private static String lead(SweepDigest digest, List<TrialResult> results) {
    if (results.isEmpty()) {
      return "No trial has ended yet.";
    }
    FitSummary.Problem first = results.get(0).summary().problem();
    long problems = results.stream().map(TrialResult::problem).distinct().count();
    return String.format(
        Locale.ROOT,
        "%s of %s trials on %s measurements of a %s × %s matrix (%s); %s.",
        Numbers.count(digest.finished()),
        Numbers.count(digest.trials()),
        Numbers.count(first.measurements()),
        Numbers.count(first.rows()),
        Numbers.count(first.cols()),
        first.kind(),
        problems == 1 ? "one problem" : Numbers.count(problems) + " problems, by instance and λ");
  }

  private static String varied(SweepDigest digest, List<TrialResult> results) {
    long seeds = results.stream().map(trial -> trial.summary().asked().seed()).distinct().count();
    return results.isEmpty() ? "" : TrialAxis.sentence(digest.groups(), seeds);
  }

  private static String verdict(SweepDigest digest) {
    return Numbers.count(digest.certified())
        + " of "
        + Numbers.count(digest.finished())
        + " trials are certified"
        + (digest.everyProblemCertified()
            ? ", and at least one for every λ."
            : "; some λ has none, or trials are missing.");
  }

  private static String meaning(SweepDigest digest, List<TrialResult> results) {
    String gap =
        results.isEmpty()
            ? ""
            : "Certified: proven within "
                + Percent.exactly(results.get(0).summary().proof().relativeGapAsked())
                + " of the best that any rank can reach. ";
    LambdaChoice choice = digest.lambdaChoice();
    String chosen =
        choice == null
            ? ""
            : " Least hold-out error at λ = "
                + Numbers.value(choice.best())
                + "; the largest λ within one standard error is "
                + Numbers.value(choice.oneStandardError())
                + ".";
    return gap
        + "A trial succeeds if its objective is within that of ε, the best lower bound that any"
        + " trial of the same λ has proven; the lecture's measure, 1.1 ε, stands beside it."
        + chosen;
  }
}
