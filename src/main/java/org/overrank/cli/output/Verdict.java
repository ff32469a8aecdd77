package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.Locale;
import org.overrank.cli.options.OutputOptions;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;

/** Prints what a fit has proven. */
public final class Verdict {
  private Verdict() {}

  /**
   * Prints the verdict and the numbers behind it.
   *
   * @param summary what was found
   * @param output what was written
   * @param out where to
   */
  public static void print(FitSummary summary, OutputOptions output, PrintStream out) {
    out.println(summary.proof().verdict());
    line(out, "objective", "%.10g", summary.proof().objective());
    line(out, "lower bound", "%.10g", summary.proof().lowerBound());
    line(
        out,
        "relative gap",
        "%.2e (%s)",
        summary.proof().relativeGap(),
        summary.proof().gapBound());
    line(
        out,
        "rank",
        "%d of search rank %d",
        summary.answer().rank(),
        summary.answer().searchRank());
    summary.choice().ifPresent(choice -> line(out, "lambda", "%s", chosen(summary, choice)));
    line(out, "training RMSE", "%.4g", summary.errors().trainRmse());
    if (summary.errors().holdoutRmse() != null) {
      line(
          out,
          "hold-out RMSE",
          "%.4g on %,d %s%s",
          summary.errors().holdoutRmse(),
          summary.problem().heldOut(),
          summary.problem().kind().equals("entries") ? "cells" : "measurements",
          summary.choice().isPresent() && summary.choice().get().refit()
              ? ", before they were added"
              : "");
    }
    if (summary.errors().recoveryError() != null) {
      line(
          out,
          "recovery error",
          "%.2e against the truth beside the input",
          summary.errors().recoveryError());
    }
    line(
        out,
        "time",
        "%.1f s in all, %.1f s for %d iterations (%d passes)",
        summary.effort().secondsTotal(),
        summary.effort().seconds(),
        summary.effort().iterations(),
        summary.effort().passes());
    summary.warnings().forEach(warning -> out.println("  note: " + warning));
    out.println(
        "Written to "
            + output.required()
            + ": model, summary.json, trace.csv, report.html"
            + (output.fill() ? ", filled.csv" : ""));
  }

  private static String chosen(FitSummary summary, ChosenLambda choice) {
    return String.format(
        Locale.ROOT,
        "%.4g, chosen of %d (%d passes); centred by %s",
        summary.asked().lambda(),
        choice.lambdaPath().size(),
        choice.pathPasses(),
        summary.asked().center());
  }

  private static void line(PrintStream out, String name, String format, Object... values) {
    out.printf(Locale.ROOT, "  %-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
