package org.overrank.fit;

import java.util.Locale;
import org.overrank.certify.Certificate;

/** Says in words what a fit has proven. */
public final class ProofSentence {
  private ProofSentence() {}

  /**
   * The verdict in a sentence or two.
   *
   * @param result what was found
   * @param settings what was asked
   * @return sentences for people
   */
  public static String of(FitResult result, FitSettings settings) {
    Certificate proof = result.certificate();
    String gap = Percent.up(proof.relativeGap());
    String asked = Percent.exactly(settings.relativeGap());
    String odds =
        proof.failureProbability() == 0
            ? ""
            : String.format(
                Locale.ROOT, " (with probability 1 - %.0e)", proof.failureProbability());
    if (proof.certifies(settings.relativeGap())) {
      return "Certified: the objective is proven to be within "
          + gap
          + " of the best that any rank can reach"
          + odds
          + "; "
          + asked
          + " was asked.";
    }
    return "Not certified: the objective is proven only to be within "
        + gap
        + " of the best that any rank can reach"
        + odds
        + "; "
        + asked
        + " was asked. The run ended because "
        + result.stopReason().sentence()
        + "."
        + advice(result, settings);
  }

  private static String advice(FitResult result, FitSettings settings) {
    boolean full = result.rank() == result.searchRank();
    return full && settings.searchRank().isPresent()
        ? " Every column is in use: try a larger search rank, or auto."
        : "";
  }
}
