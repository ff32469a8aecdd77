package org.overrank.cli.output;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.report.LambdaChoice;
import org.overrank.report.SweepComparison;
import org.overrank.report.SweepDigest;
import org.overrank.report.SweepGroup;
import org.overrank.report.SweepJson;
import org.overrank.report.SweepReport;
import org.overrank.run.OutputException;
import org.overrank.run.sweep.TrialLog;

/** What a sweep leaves at its end: summary.json, report.html, and a table on the terminal. */
public final class SweepOutput {
  private static final String SUMMARY = "summary.json";
  private static final String COMPARISON = "comparison.json";
  private static final int METHOD_WIDTH = 20;

  private final TrialLog log;
  private final int trials;

  /**
   * The output of a sweep.
   *
   * @param log its results
   * @param trials how many there are to be
   */
  public SweepOutput(TrialLog log, int trials) {
    this.log = log;
    this.trials = trials;
  }

  /**
   * Writes and prints, and removes what only trials under way need.
   *
   * @param out where the table goes
   * @return what is in summary.json
   * @throws OutputException if a file cannot be written
   */
  public SweepDigest finish(PrintStream out) throws IOException {
    SweepDigest digest = write(out);
    if (log.results().size() >= trials) {
      log.removeKept();
    }
    return digest;
  }

  /**
   * Writes and prints, and leaves everything else alone.
   *
   * @param out where the table goes
   * @return what is in summary.json
   * @throws OutputException if a file cannot be written
   */
  public SweepDigest write(PrintStream out) throws IOException {
    SweepDigest digest = SweepDigest.of(log.results(), trials);
    log.write(SUMMARY, SweepJson.write(digest));
    log.write(
        "report.html",
        SweepReport.render(log.folder().name(), digest, log.results(), comparison()));
    print(digest, out);
    return digest;
  }

  /** How these results compare with others, or null where nobody asked since the last one came. */
  private @Nullable SweepComparison comparison() {
    try {
      String text = log.text(COMPARISON);
      SweepComparison found = text == null ? null : SweepJson.read(text, SweepComparison.class);
      return found != null && found.finished() == log.results().size() ? found : null;
    } catch (IOException e) {
      return null; // The page does without.
    }
  }

  /**
   * How many trials there are to be, as far as an earlier summary says.
   *
   * @param log the results
   * @return the number, 0 without a summary
   * @throws IOException if the summary cannot be read
   */
  public static int announced(TrialLog log) throws IOException {
    String text = log.text(SUMMARY);
    return text == null ? 0 : SweepJson.read(text, SweepDigest.class).trials();
  }

  /**
   * Keeps how these results compare with others.
   *
   * @param log the results
   * @param comparison with others
   */
  public static void keep(TrialLog log, SweepComparison comparison) {
    log.write(COMPARISON, SweepJson.write(comparison));
  }

  private static void print(SweepDigest digest, PrintStream out) {
    int width = digest.groups().stream().mapToInt(group -> group.method().length()).max().orElse(0);
    String columns = "%-" + Math.max(METHOD_WIDTH, width) + "s %-5s %6";
    out.printf(
        "%-11s " + columns + "s %9s %9s %9s %7s%n",
        "lambda",
        "solver",
        "R",
        "trials",
        "succeeded",
        "in 1.1 ε",
        "certified",
        "passes");
    String instance = null;
    for (SweepGroup group : digest.groups()) {
      if (group.instance() != null && !group.instance().equals(instance)) {
        instance = group.instance();
        out.println(instance);
      }
      out.printf(
          Locale.ROOT,
          "%-11.5g " + columns + "d %9d %9d %9d %7.0f%n",
          group.lambda(),
          group.method(),
          group.searchRank(),
          group.trials(),
          group.succeeded(),
          group.withinLecture(),
          group.certified(),
          group.medianPasses());
    }
    LambdaChoice choice = digest.lambdaChoice();
    if (choice != null) {
      out.printf(
          Locale.ROOT,
          "least hold-out error at lambda %.5g; largest lambda within one standard error: %.5g%n",
          choice.best(),
          choice.oneStandardError());
    }
  }
}
