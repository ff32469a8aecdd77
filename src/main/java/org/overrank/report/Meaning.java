package org.overrank.report;

import org.overrank.fit.FitSummary;
import org.overrank.fit.Percent;

/** What the verdict proves, and what it does not (theory, section 2). */
final class Meaning {
  private Meaning() {}

  static String of(FitSummary summary) {
    String proof = proof(summary);
    return summary.proof().certified() ? proof : proof + " " + advice(summary);
  }

  private static String proof(FitSummary summary) {
    if (!(summary.proof().relativeGap() > 0)) {
      return confidence(summary) + "no matrix, of any rank, has a lower objective.";
    }
    if (!(summary.proof().lowerBound() > 0)) {
      return "The lower bound found is not above zero, so it rules nothing out.";
    }
    return confidence(summary)
        + "no matrix, of any rank, has an objective more than "
        + Percent.up(summary.proof().relativeGap())
        + " lower.";
  }

  private static String confidence(FitSummary summary) {
    if (summary.proof().failureProbability() > 0) {
      String chance = Numbers.value(summary.proof().failureProbability());
      return "Proven, but for a chance of " + chance + " in the random start of Lanczos: ";
    }
    return "Proven: ";
  }

  private static String advice(FitSummary summary) {
    String asked = Percent.exactly(summary.proof().relativeGapAsked());
    String wider =
        summary.asked().searchRankAsked().equals("auto")
            ? ""
            : ", or a search rank that widens by itself (--search-rank auto)";
    return "That is short of the "
        + asked
        + " asked for. More passes (--max-passes)"
        + wider
        + " may close the gap.";
  }
}
