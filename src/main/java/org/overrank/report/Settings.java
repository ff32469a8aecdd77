package org.overrank.report;

import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaTrial;

/** Settings and versions, as the rows of a {@code <table>}. */
final class Settings {
  private final StringBuilder html = new StringBuilder();

  private Settings() {}

  static String html(FitSummary summary) {
    Settings settings = new Settings();
    settings.addProblem(summary);
    summary.choice().ifPresent(settings::addChoice);
    settings.addSolver(summary);
    settings.add("Versions", versions(summary));
    return settings.html.toString();
  }

  private void addProblem(FitSummary summary) {
    add("Input", summary.problem().input());
    add("Kind of measurements", summary.problem().kind());
    String compressed = summary.problem().compressed() ? ", solved on equivalent ones" : "";
    add("Measurements", Numbers.count(summary.problem().measurements()) + compressed);
    add("Held out", Numbers.count(summary.problem().heldOut()));
    add("Bad rows dropped", Numbers.count(summary.problem().droppedRows()));
    add("Duplicate cells", Numbers.count(summary.problem().duplicates()));
    add("Centring", summary.asked().center());
    add(
        "Regularizer",
        summary.asked().regularizer() + ", λ = " + Numbers.value(summary.asked().lambda()));
    summary.asked().unseen().ifPresent(this::addUnseen);
    summary.asked().loss().ifPresent(loss -> add("Loss", loss));
  }

  private void addUnseen(FitSummary.Unseen unseen) {
    add("Cells not in the table", "0, weight " + Numbers.value(unseen.unobservedWeight()));
    if (unseen.confidence() != null) {
      add("Weights in the table", "1 + " + Numbers.value(unseen.confidence()) + " |value|");
    }
  }

  private void addChoice(ChosenLambda choice) {
    add(
        "λ chosen by",
        choice.lambdaRule() + ", in " + Numbers.count(choice.pathPasses()) + " passes");
    choice.weights().ifPresent(words -> add("Weights", words));
    for (LambdaTrial trial : choice.lambdaPath()) {
      add(
          "Tried: λ = " + Numbers.value(trial.lambda()),
          trial.score()
              + ", "
              + trial.training()
              + (trial.lambda() == choice.chosenLambda() ? ": chosen" : ""));
    }
  }

  private void addSolver(FitSummary summary) {
    add("Solver", summary.asked().solver() + ", start: " + summary.asked().start());
    add("Seed", Long.toString(summary.asked().seed()));
    add(
        "Search rank",
        summary.asked().searchRankAsked() + ", at most " + summary.answer().searchRank());
    add("Gap asked for", Numbers.value(summary.proof().relativeGapAsked()));
    add("Bound on ‖G‖", bound(summary));
    add("Stopped because", summary.effort().stopReason());
    add("Partitions", Numbers.count(summary.problem().partitions()));
  }

  private static String bound(FitSummary summary) {
    return summary.proof().failureProbability() > 0
        ? summary.proof().gapBound()
            + ", fails with probability "
            + Numbers.value(summary.proof().failureProbability())
        : summary.proof().gapBound();
  }

  private static String versions(FitSummary summary) {
    return "overrank "
        + summary.versions().version()
        + ", Spark "
        + summary.versions().sparkVersion()
        + ", Java "
        + summary.versions().javaVersion();
  }

  private void add(String name, String value) {
    html.append("<tr><th>").append(Html.escape(name)).append("</th><td>");
    html.append(Html.escape(value)).append("</td></tr>\n");
  }
}
