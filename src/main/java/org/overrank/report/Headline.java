package org.overrank.report;

import org.overrank.fit.FitSummary;

/** What was solved, in words. */
final class Headline {
  private static final String DATA = "(1/N) Σ wᵢ(⟨Aᵢ, UVᵀ⟩ − yᵢ)²";

  private Headline() {}

  static String heading(FitSummary summary) {
    return "Low-rank fit of " + name(summary.problem().input());
  }

  static String title(FitSummary summary) {
    return name(summary.problem().input())
        + (summary.proof().certified() ? ": certified" : ": not certified");
  }

  static String lead(FitSummary summary) {
    String measurements = Numbers.count(summary.problem().measurements()) + " ";
    String source =
        summary.problem().kind().equals("entries")
            ? measurements + "known entries (" + density(summary) + " of its cells)"
            : measurements + summary.problem().kind() + " measurements";
    return "A "
        + size(summary)
        + " matrix, estimated from "
        + source
        + " without being told its rank: "
        + summary.asked().solver()
        + " searched with R = "
        + summary.answer().searchRank()
        + " columns and found rank "
        + summary.answer().rank()
        + ".";
  }

  /** The objective minimised (theory, section 1). */
  static String formula(FitSummary summary) {
    return "f(U, V) = "
        + DATA
        + " + λ‖U‖² + λ‖V‖², R = "
        + summary.answer().searchRank()
        + note(summary);
  }

  static String size(FitSummary summary) {
    return Numbers.count(summary.problem().rows())
        + " × "
        + Numbers.count(summary.problem().cols());
  }

  private static String note(FitSummary summary) {
    String weighted =
        summary.asked().regularizer().equals("weighted")
            ? "; each row of U and V weighted by its number of entries"
            : summary.asked().regularizer().equals("frequency")
                ? "; each row of U and V weighted by what it measures"
                : "";
    String centered =
        summary.asked().center().equals("none")
            ? ""
            : "; y without its centre ("
                + summary.asked().center()
                + "), which predictions add back";
    return weighted + centered + ".";
  }

  private static String density(FitSummary summary) {
    double share =
        summary.problem().measurements()
            / ((double) summary.problem().rows() * summary.problem().cols());
    return Numbers.value(Math.round(share * 1e4) / 100.0) + " %";
  }

  private static String name(String input) {
    String path = input.strip().replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? "a matrix" : last;
  }
}
