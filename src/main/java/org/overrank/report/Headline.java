package org.overrank.report;

import org.overrank.fit.FitSummary;

/** What was solved, in words. */
final class Headline {
  private static final String DATA = "(1/N) Σ wᵢ(⟨Aᵢ, UVᵀ⟩ − yᵢ)²";

  private Headline() {}

  static String heading(FitSummary summary) {
    return "Low-rank fit of " + name(summary.input());
  }

  static String title(FitSummary summary) {
    return name(summary.input()) + (summary.certified() ? ": certified" : ": not certified");
  }

  static String lead(FitSummary summary) {
    String measurements = Numbers.count(summary.measurements()) + " ";
    String source =
        summary.kind().equals("entries")
            ? measurements + "known entries (" + density(summary) + " of its cells)"
            : measurements + summary.kind() + " measurements";
    return "A "
        + size(summary)
        + " matrix, estimated from "
        + source
        + " without being told its rank: "
        + summary.solver()
        + " searched with R = "
        + summary.searchRank()
        + " columns and found rank "
        + summary.rank()
        + ".";
  }

  /** The objective minimised (theory, section 1). */
  static String formula(FitSummary summary) {
    return "f(U, V) = " + DATA + " + λ‖U‖² + λ‖V‖², R = " + summary.searchRank() + note(summary);
  }

  static String size(FitSummary summary) {
    return Numbers.count(summary.rows()) + " × " + Numbers.count(summary.cols());
  }

  private static String note(FitSummary summary) {
    String weighted =
        summary.regularizer().equals("weighted")
            ? "; each row of U and V weighted by its number of entries"
            : "";
    String centered =
        summary.center().equals("none")
            ? ""
            : "; y without its centre (" + summary.center() + "), which predictions add back";
    return weighted + centered + ".";
  }

  private static String density(FitSummary summary) {
    double share = summary.measurements() / ((double) summary.rows() * summary.cols());
    return Numbers.value(Math.round(share * 1e4) / 100.0) + " %";
  }

  private static String name(String input) {
    String path = input.strip().replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? "a matrix" : last;
  }
}
