package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.Locale;
import org.overrank.cli.options.OutputOptions;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;
import org.overrank.fit.Usefulness;

/** Prints what a fit has proven. */
public final class Verdict {
  private static final int INDENT = 17;
  private static final int WIDTH = 80 - INDENT;

  private Verdict() {}

  /**
   * Prints the verdict and the numbers behind it.
   *
   * @param summary what was found
   * @param output where it was written
   * @param more further files that were written, for the end of a list
   * @param out where to
   */
  public static void print(FitSummary summary, OutputOptions output, String more, PrintStream out) {
    out.println(summary.proof().verdict());
    out.println(usefulness(summary));
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
    summary
        .choice()
        .flatMap(ChosenLambda::weights)
        .ifPresent(words -> line(out, "clicks", "%s", words));
    double training = summary.errors().trainRmse();
    summary
        .asked()
        .loss()
        .ifPresentOrElse(
            loss -> line(out, "training loss", "%.4g (%s)", training * training, loss),
            () -> line(out, "training RMSE", "%.4g", training));
    printHoldout(summary, out);
    summary.ranking().ifPresent(ranking -> printRanking(ranking, out));
    printRecovery(summary.errors(), out);
    summary.state().ifPresent(state -> line(out, "state", "%s", words(state)));
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
        "Written to " + output.required() + ": model, summary.json, trace.csv, report.html" + more);
  }

  private static void printRecovery(FitSummary.Errors errors, PrintStream out) {
    Double response = errors.responseError().orElse(null);
    if (errors.recoveryError() != null) {
      line(
          out,
          "recovery error",
          "%.2e against the truth beside the input%s",
          errors.recoveryError(),
          response == null
              ? ""
              : String.format(Locale.ROOT, ", %.2e on the data's scale", response));
    } else if (response != null) {
      line(out, "recovery error", "%.2e against the truth on the data's scale", response);
    }
  }

  private static String words(FitSummary.State state) {
    String words = String.format(Locale.ROOT, "trace %.4f", state.trace());
    if (state.fidelity() != null) {
      words += String.format(Locale.ROOT, ", fidelity %.4f with the truth", state.fidelity());
    }
    return state.linearFidelity() == null
        ? words
        : words + String.format(Locale.ROOT, ", linear inversion %.4f", state.linearFidelity());
  }

  /**
   * The second light: the gap says that the problem is solved, the hold-out whether it is of use.
   */
  private static String usefulness(FitSummary summary) {
    return summary
        .holdout()
        .map(FitSummary.Holdout::usefulness)
        .or(() -> summary.ranking().map(FitSummary.Ranking::rankingUsefulness))
        .orElse(Usefulness.unknown(summary));
  }

  private static void printHoldout(FitSummary summary, PrintStream out) {
    if (summary.errors().holdoutRmse() == null) {
      return;
    }
    String cells = summary.problem().kind().equals("entries") ? "cells" : "measurements";
    line(
        out,
        "hold-out RMSE",
        "%.4g on %,d %s%s%s",
        summary.errors().holdoutRmse(),
        summary.problem().heldOut(),
        cells,
        summary.choice().map(ChosenLambda::refit).orElse(false) ? ", before they were added" : "",
        summary.holdout().map(Verdict::more).orElse(""));
    summary.holdout().flatMap(FitSummary.Holdout::byLoss).ifPresent(each -> printLoss(each, out));
    summary.holdout().ifPresent(holdout -> line(out, "baselines", "%s", baselines(holdout)));
  }

  private static void printLoss(FitSummary.ByLoss errors, PrintStream out) {
    String labels =
        errors.holdoutAuc() == null || errors.calibrationError() == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", AUC %.3f, calibration error %.4f%s",
                errors.holdoutAuc(),
                errors.calibrationError(),
                errors.calibrationSlope() == null
                    ? ""
                    : String.format(Locale.ROOT, ", slope %.2f", errors.calibrationSlope()));
    line(out, "hold-out loss", "%.4g%s", errors.holdoutLoss(), labels);
  }

  private static void printRanking(FitSummary.Ranking ranking, PrintStream out) {
    for (FitSummary.Lists each : ranking.rankings()) {
      line(
          out,
          "lists of " + each.cutoff(),
          "%-10s recall %.4f, NDCG %.4f, MAP %.4f, covers %.1f %%",
          each.name(),
          each.recall(),
          each.ndcg(),
          each.map(),
          100 * each.coverage());
    }
  }

  private static String more(FitSummary.Holdout holdout) {
    String r2 =
        holdout.holdoutR2() == null
            ? ""
            : String.format(Locale.ROOT, ", R2 %.3f", holdout.holdoutR2());
    return String.format(Locale.ROOT, ", MAE %.4g", holdout.holdoutMae()) + r2;
  }

  /** In lines that fit 80 columns behind the name. */
  private static String baselines(FitSummary.Holdout holdout) {
    StringBuilder text = new StringBuilder(holdout.byLoss().isEmpty() ? "RMSE by " : "loss by ");
    int used = text.length();
    for (FitSummary.Baseline each : holdout.baselines()) {
      double error = each.loss() == null ? each.rmse() : each.loss();
      String words = String.format(Locale.ROOT, "%s %.4g", Usefulness.words(each.name()), error);
      boolean first = each.equals(holdout.baselines().get(0));
      if (!first && used + words.length() + 3 > WIDTH) {
        text.append(",\n").append(" ".repeat(INDENT));
        used = 0;
      } else if (!first) {
        text.append(", ");
        used += 2;
      }
      text.append(words);
      used += words.length();
    }
    return text.toString();
  }

  private static String chosen(FitSummary summary, ChosenLambda choice) {
    return String.format(
        Locale.ROOT,
        "%.4g, chosen of %d (%d passes); %s",
        summary.asked().lambda(),
        choice.lambdaPath().size(),
        choice.pathPasses(),
        choice.sloped().orElse("centred by " + summary.asked().center()));
  }

  private static void line(PrintStream out, String name, String format, Object... values) {
    out.printf(Locale.ROOT, "  %-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
