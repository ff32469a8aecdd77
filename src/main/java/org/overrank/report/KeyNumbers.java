package org.overrank.report;

import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;

/** The numbers to look at first, as the items of a {@code <dl>}. */
final class KeyNumbers {
  private final StringBuilder html = new StringBuilder();

  private KeyNumbers() {}

  static String html(FitSummary summary) {
    KeyNumbers numbers = new KeyNumbers();
    numbers.addProof(summary);
    numbers.addFit(summary);
    numbers.addWork(summary);
    return numbers.html.toString();
  }

  private void addProof(FitSummary summary) {
    String asked = "asked for: " + Numbers.value(summary.proof().relativeGapAsked());
    add("Relative gap (F − D)/F", Numbers.value(summary.proof().relativeGap()), asked);
    String twin = "convex twin F = " + Numbers.value(summary.proof().convexObjective());
    add("Objective f", Numbers.value(summary.proof().objective()), twin);
    add("Lower bound D", Numbers.value(summary.proof().lowerBound()), "no rank goes below it");
    String interval =
        summary.proof().nuLower() < summary.proof().nu()
            ? "between " + Numbers.value(summary.proof().nuLower()) + " and this"
            : "at most 1 at an optimum";
    add("ν = ‖G‖/(2λ)", Numbers.value(summary.proof().nu()), interval);
  }

  private void addFit(FitSummary summary) {
    String asked = "asked for: " + summary.asked().searchRankAsked();
    add(
        "Rank",
        summary.answer().rank() + " of R = " + summary.answer().searchRank(),
        "search rank " + asked);
    double training = summary.errors().trainRmse();
    summary
        .asked()
        .loss()
        .ifPresentOrElse(
            loss -> add("Training loss", Numbers.value(training * training), loss),
            () -> add("Train RMSE", Numbers.value(training), "in the units of the input"));
    addErrors(summary);
    summary
        .holdout()
        .flatMap(FitSummary.Holdout::byLoss)
        .ifPresent(errors -> addLoss(errors, summary));
    summary.state().ifPresent(this::addState);
    String from = "from " + Numbers.count(summary.problem().measurements()) + " measurements";
    add("Size", Headline.size(summary), from);
  }

  /** Of what the fit has not seen: the hold-out, or the truth where that is known instead. */
  private void addErrors(FitSummary summary) {
    Double recovery = summary.errors().recoveryError();
    if (recovery != null) {
      add("Recovery error", Numbers.value(recovery), "against the truth beside the input");
    }
    Double response = summary.errors().responseError().orElse(null);
    if (response != null) {
      add("Response error", Numbers.value(response), "of what the truth says on the data's scale");
    }
    Double holdout = summary.errors().holdoutRmse();
    if (holdout != null) {
      String heldOut =
          "on " + Numbers.count(summary.problem().heldOut()) + " held-out measurements";
      add("Hold-out RMSE", Numbers.value(holdout), heldOut);
    } else if (recovery == null && response == null) {
      add("Hold-out RMSE", Numbers.NONE, "nothing was held out");
    }
  }

  private void addLoss(FitSummary.ByLoss errors, FitSummary summary) {
    Double auc = errors.holdoutAuc();
    String note = auc == null ? "mean over the hold-out" : "AUC " + Numbers.value(auc);
    add("Hold-out loss", Numbers.value(errors.holdoutLoss()), note);
    if (errors.calibrationError() != null) {
      add("Calibration error", Numbers.value(errors.calibrationError()), "of tenths of the cells");
    }
    if (errors.calibrationSlope() != null) {
      add(
          "Calibration slope",
          Numbers.value(errors.calibrationSlope()),
          summary.choice().flatMap(ChosenLambda::sloped).orElse("above 1: log-odds are too small"));
    }
  }

  private void addState(FitSummary.State state) {
    add("Trace", Numbers.value(state.trace()), "of the Hermitian answer, not scaled to 1");
    if (state.fidelity() != null) {
      String linear =
          state.linearFidelity() == null
              ? "with the truth beside the input"
              : "with the truth; linear inversion: " + Numbers.value(state.linearFidelity());
      add("Fidelity", Numbers.value(state.fidelity()), linear);
    }
  }

  private void addWork(FitSummary summary) {
    String iterations = "in " + Numbers.count(summary.effort().iterations()) + " iterations";
    add("Passes over the data", Numbers.count(summary.effort().passes()), iterations);
    String total = Numbers.duration(summary.effort().secondsTotal()) + " with reading the input";
    add("Time to solve and certify", Numbers.duration(summary.effort().seconds()), total);
  }

  private void add(String label, String value, String note) {
    html.append("<div><dt>").append(Html.escape(label)).append("</dt><dd class=\"value\">");
    html.append(Html.escape(value)).append("</dd><dd class=\"note\">");
    html.append(Html.escape(note)).append("</dd></div>\n");
  }
}
