package org.overrank.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.overrank.certify.Certificate;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;

/** Says in words what a fit has proven. */
final class Verdict {
  private Verdict() {}

  /**
   * The verdict in a sentence or two.
   *
   * @param result what was found
   * @param settings what was asked
   * @return sentences for people
   */
  static String sentence(FitResult result, FitSettings settings) {
    Certificate proof = result.certificate();
    String gap = String.format(Locale.ROOT, "%.1e", proof.relativeGap());
    String asked = String.format(Locale.ROOT, "%.1e", settings.relativeGap());
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
        ? " Every column is in use: try a larger --search-rank, or auto."
        : "";
  }

  /**
   * Prints the verdict and the numbers behind it.
   *
   * @param summary what was found
   * @param output what was written
   * @param out where to
   */
  static void print(FitSummary summary, OutputOptions output, PrintStream out) {
    out.println(summary.verdict());
    line(out, "objective", "%.10g", summary.objective());
    line(out, "lower bound", "%.10g", summary.lowerBound());
    line(out, "relative gap", "%.2e (%s)", summary.relativeGap(), summary.gapBound());
    line(out, "rank", "%d of search rank %d", summary.rank(), summary.searchRank());
    line(out, "training RMSE", "%.4g", summary.trainRmse());
    if (summary.holdoutRmse() != null) {
      line(
          out,
          "hold-out RMSE",
          "%.4g on %,d %s",
          summary.holdoutRmse(),
          summary.heldOut(),
          summary.kind().equals("entries") ? "cells" : "measurements");
    }
    if (summary.recoveryError() != null) {
      line(
          out,
          "recovery error",
          "%.2e against the truth beside the input",
          summary.recoveryError());
    }
    line(
        out,
        "time",
        "%.1f s in all, %.1f s for %d iterations (%d passes)",
        summary.secondsTotal(),
        summary.seconds(),
        summary.iterations(),
        summary.passes());
    summary.warnings().forEach(warning -> out.println("  note: " + warning));
    out.println(
        "Written to "
            + output.required()
            + ": model, summary.json, trace.csv, report.html"
            + (output.fill ? ", filled.csv" : ""));
  }

  private static void line(PrintStream out, String name, String format, Object... values) {
    out.printf(Locale.ROOT, "  %-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
