package org.overrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.overrank.report.SweepDigest;
import org.overrank.report.SweepReport;

/** What a sweep leaves at its end: summary.json, report.html, and a table on the terminal. */
final class SweepOutput {
  private final TrialLog log;
  private final int trials;

  /**
   * The output of a sweep.
   *
   * @param log its results
   * @param trials how many there are to be
   */
  SweepOutput(TrialLog log, int trials) {
    this.log = log;
    this.trials = trials;
  }

  /**
   * Writes and prints.
   *
   * @param out where the table goes
   * @return the exit code: whether at every λ some trial has proven what was asked
   * @throws IOException if a file cannot be written
   */
  int finish(PrintStream out) throws IOException {
    ObjectNode digest = write(out);
    if (log.lines().size() >= trials) {
      TrialFiles.removeAll(log.directory());
    }
    return digest.path("everyProblemCertified").asBoolean()
        ? ExitStatus.OK
        : ExitStatus.NOT_CERTIFIED;
  }

  /**
   * Writes and prints, and leaves everything else alone.
   *
   * @param out where the table goes
   * @return what is in summary.json
   * @throws IOException if a file cannot be written
   */
  ObjectNode write(PrintStream out) throws IOException {
    ObjectNode digest = SweepDigest.of(log.lines(), trials);
    log.writeSummary(digest);
    log.write("report.html", SweepReport.render(log.name(), digest, log.lines(), log.comparison()));
    print(digest, out);
    return digest;
  }

  private static void print(ObjectNode digest, PrintStream out) {
    out.printf(
        "%-11s %-20s %-5s %6s %9s %9s %9s %7s%n",
        "lambda", "solver", "R", "trials", "succeeded", "in 1.1 ε", "certified", "passes");
    String instance = "";
    for (JsonNode row : digest.path("groups")) {
      String next = row.path("instance").asText();
      if (!next.equals(instance)) {
        out.println(next);
        instance = next;
      }
      out.printf(
          Locale.ROOT,
          "%-11.5g %-20s %-5s %6d %9d %9d %9d %7.0f%n",
          row.path("lambda").asDouble(),
          row.path("solver").asText(),
          row.path("searchRank").asText(),
          row.path("trials").asInt(),
          row.path("succeeded").asInt(),
          row.path("withinLecture").asInt(),
          row.path("certified").asInt(),
          row.path("medianPasses").asDouble());
    }
    JsonNode choice = digest.path("lambdaChoice");
    if (!choice.isMissingNode()) {
      out.printf(
          Locale.ROOT,
          "least hold-out error at lambda %.5g; largest lambda within one standard error: %.5g%n",
          choice.path("best").asDouble(),
          choice.path("oneStandardError").asDouble());
    }
  }
}
