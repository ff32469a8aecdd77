package org.overrank.report;

import org.overrank.fit.FitSummary;

/** Settings and versions, as the rows of a {@code <table>}. */
final class Settings {
  private final StringBuilder html = new StringBuilder();

  private Settings() {}

  static String html(FitSummary summary) {
    Settings settings = new Settings();
    settings.addProblem(summary);
    settings.addSolver(summary);
    settings.add("Versions", versions(summary));
    return settings.html.toString();
  }

  private void addProblem(FitSummary summary) {
    add("Input", summary.input());
    add("Kind of measurements", summary.kind());
    String compressed = summary.compressed() ? ", solved on equivalent ones" : "";
    add("Measurements", Numbers.count(summary.measurements()) + compressed);
    add("Held out", Numbers.count(summary.heldOut()));
    add("Bad rows dropped", Numbers.count(summary.droppedRows()));
    add("Duplicate cells", Numbers.count(summary.duplicates()));
    add("Centring", summary.center());
    add("Regularizer", summary.regularizer() + ", λ = " + Numbers.value(summary.lambda()));
  }

  private void addSolver(FitSummary summary) {
    add("Solver", summary.solver() + ", start: " + summary.start());
    add("Seed", Long.toString(summary.seed()));
    add("Search rank", summary.searchRankAsked() + ", at most " + summary.searchRank());
    add("Gap asked for", Numbers.value(summary.relativeGapAsked()));
    add("Bound on ‖G‖", bound(summary));
    add("Stopped because", summary.stopReason());
    add("Partitions", Numbers.count(summary.partitions()));
  }

  private static String bound(FitSummary summary) {
    return summary.failureProbability() > 0
        ? summary.gapBound()
            + ", fails with probability "
            + Numbers.value(summary.failureProbability())
        : summary.gapBound();
  }

  private static String versions(FitSummary summary) {
    return "overrank "
        + summary.version()
        + ", Spark "
        + summary.sparkVersion()
        + ", Java "
        + summary.javaVersion();
  }

  private void add(String name, String value) {
    html.append("<tr><th>").append(Html.escape(name)).append("</th><td>");
    html.append(Html.escape(value)).append("</td></tr>\n");
  }
}
