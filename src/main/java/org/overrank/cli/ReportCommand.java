package org.overrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.linalg.InvalidInputException;
import org.overrank.report.FitReport;
import org.overrank.report.SweepComparison;
import org.overrank.report.SweepDigest;
import org.overrank.run.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code overrank report}: the page of finished results again, and two nights side by side. */
@Command(
    name = "report",
    header = "Render the page of results again, or compare two nights.",
    customSynopsis = "overrank report --results DIR [--against DIR] [OPTION...]",
    description = {
      "",
      "Renders report.html anew from the files of a fit or a sweep, also of a sweep that is under"
          + " way. With --against two sweeps are compared; if the results are worse, the exit code"
          + " is 4.",
      ""
    },
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommandContext context;

  @Spec private CommandSpec command;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description = "Directory of a fit or a sweep, on this machine. Required.")
  private @Nullable Location results;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description = "Directory of an earlier run of the sweep. comparison.json is written.")
  private @Nullable Location against;

  @Option(
      names = "--tolerate-passes",
      paramLabel = "RATIO",
      defaultValue = "1.1",
      converter = CheckedNumber.Positive.class,
      description =
          "Median passes this many times higher are no regression. Default: ${DEFAULT-VALUE}.")
  private double tolerablePasses = 1.1;

  @Option(
      names = "--tolerate-seconds",
      paramLabel = "RATIO",
      defaultValue = "1.5",
      converter = CheckedNumber.Positive.class,
      description =
          "The same for median seconds, where those were one or more. Default: ${DEFAULT-VALUE}.")
  private double tolerableSeconds = 1.5;

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Location location = Location.required(command.name(), "--results", results);
    if (call.debug) {
      EffectiveSettings.print(command, context.err());
    }
    Interruption.leaves(() -> "every file is whole, and the same command writes them again");
    Path directory = Path.of(location.text());
    if (Files.exists(directory.resolve("sweep.conf"))) {
      return ofSweep(location);
    }
    if (against != null) {
      throw new InvalidInputException("--against compares sweeps, and " + location + " is none");
    }
    return ofFit(location, directory);
  }

  private int ofFit(Location location, Path directory) throws IOException {
    Path summaryFile = directory.resolve("summary.json");
    Path traceFile = directory.resolve("trace.csv");
    if (!Files.exists(summaryFile) || !Files.exists(traceFile)) {
      throw new InvalidInputException(location + " holds neither a fit's results nor a sweep's");
    }
    FitSummary summary = SummaryJson.read(Files.readString(summaryFile), summaryFile.toString());
    String page =
        FitReport.render(summary, TraceCsv.read(Files.readString(traceFile), traceFile.toString()));
    try {
      WholeFile.write(directory.resolve("report.html"), page);
    } catch (IOException e) {
      throw new OutputException(directory.resolve("report.html"), e, "the page is as it was");
    }
    context.out().println("Written to " + directory.resolve("report.html"));
    return ExitStatus.OK;
  }

  private int ofSweep(Location location) throws IOException {
    try (TrialLog log = TrialLog.read(location)) {
      int trials = Math.max(log.lines().size(), announced(log));
      new SweepOutput(log, trials).write(context.out());
      if (against == null) {
        return ExitStatus.OK;
      }
      try (TrialLog before = TrialLog.read(against)) {
        return compare(log, SweepDigest.of(log.lines(), trials), digest(before));
      }
    }
  }

  private static ObjectNode digest(TrialLog log) throws IOException {
    return SweepDigest.of(log.lines(), Math.max(log.lines().size(), announced(log)));
  }

  /** How many trials there are to be, as far as an earlier summary says. */
  private static int announced(TrialLog log) throws IOException {
    Path summary = log.directory().resolve("summary.json");
    return Files.exists(summary)
        ? JSON.readTree(Files.readString(summary)).path("trials").asInt()
        : 0;
  }

  private int compare(TrialLog log, ObjectNode now, ObjectNode before) throws IOException {
    ObjectNode comparison = new SweepComparison(tolerablePasses, tolerableSeconds).of(now, before);
    log.write(
        "comparison.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(comparison));
    context.out().println("against " + against + ", as ratios to it:");
    for (JsonNode row : comparison.path("groups")) {
      print(row);
    }
    JsonNode regressions = comparison.path("regressions");
    if (regressions.isEmpty()) {
      context.out().println("no regression");
      return ExitStatus.OK;
    }
    context.out().println("worse than before:");
    regressions.forEach(each -> context.out().println("  " + each.asText()));
    return ExitStatus.REGRESSION;
  }

  private void print(JsonNode row) {
    List<String> shares = List.of("succeeded", "certified");
    if (row.has("new")) {
      context.out().println("  " + row.path("group").asText() + ": new");
      return;
    }
    StringBuilder text = new StringBuilder("  " + row.path("group").asText() + ":");
    for (String key : shares) {
      text.append(
          String.format(
              Locale.ROOT,
              " %s %.0f %% (%.0f %%),",
              key,
              100 * row.path(key).asDouble(),
              100 * row.path(key + "Before").asDouble()));
    }
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s gap x%.3g, passes x%.3g, seconds x%.3g%n",
            text,
            row.path("gapRatio").asDouble(),
            row.path("passesRatio").asDouble(),
            row.path("secondsRatio").asDouble());
  }
}
