package org.overrank.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.CheckedNumber;
import org.overrank.cli.options.Location;
import org.overrank.cli.output.Interruption;
import org.overrank.cli.output.SweepOutput;
import org.overrank.data.picture.Picture;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.linalg.InvalidInputException;
import org.overrank.report.FitReport;
import org.overrank.report.GroupComparison;
import org.overrank.report.SweepComparison;
import org.overrank.run.OutputException;
import org.overrank.run.sweep.ResultsFolder;
import org.overrank.run.sweep.TrialLog;
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
  private final CommandContext context;

  @Spec private CommandSpec command;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description =
          "Directory of a fit or a sweep: a path of this machine, or a URI such as"
              + " hdfs://host/dir. Required.")
  private @Nullable Location results;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description =
          "Directory of an earlier run of the sweep. It stands beside this one in the page and in"
              + " comparison.json.")
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
    call.tell(command, context.err());
    Interruption.leaves(() -> "every file is whole, and the same command writes them again");
    try (ResultsFolder folder = location.results()) {
      if (folder.has(TrialLog.SPEC)) {
        return ofSweep(folder);
      }
      if (against != null) {
        throw new InvalidInputException("--against compares sweeps, and " + location + " is none");
      }
      return ofFit(folder);
    }
  }

  private int ofFit(ResultsFolder folder) throws IOException {
    String summaryText = folder.text("summary.json");
    String traceText = folder.text("trace.csv");
    if (summaryText == null || traceText == null) {
      throw new InvalidInputException(folder + " holds neither a fit's results nor a sweep's");
    }
    FitSummary summary = SummaryJson.read(summaryText, folder.place("summary.json"));
    String pictureText = folder.text("picture.json");
    String page =
        FitReport.render(
            summary,
            TraceCsv.read(traceText, folder.place("trace.csv")),
            pictureText == null ? null : Picture.read(pictureText, folder.place("picture.json")));
    String place = folder.place("report.html");
    try {
      folder.write("report.html", page);
    } catch (IOException e) {
      throw new OutputException(place, e, "the page is as it was");
    }
    context.out().println("Written to " + place);
    return ExitStatus.OK;
  }

  private int ofSweep(ResultsFolder folder) throws IOException {
    TrialLog log = TrialLog.read(folder);
    SweepComparison comparison = against == null ? null : comparison(log, against);
    int trials = Math.max(log.results().size(), SweepOutput.announced(log));
    new SweepOutput(log, trials).write(context.out());
    return comparison == null ? ExitStatus.OK : print(comparison);
  }

  private SweepComparison comparison(TrialLog log, Location other) throws IOException {
    try (TrialLog before = TrialLog.read(other.results())) {
      SweepComparison comparison =
          SweepComparison.of(
              log.results(),
              before.results(),
              before.folder().name(),
              new SweepComparison.Tolerance(tolerablePasses, tolerableSeconds));
      SweepOutput.keep(log, comparison);
      return comparison;
    }
  }

  private int print(SweepComparison comparison) {
    PrintStream out = context.out();
    out.printf(
        Locale.ROOT,
        "against %s, as ratios to it, on the %,d trials that both have:%n",
        against,
        comparison.compared());
    comparison.groups().forEach(this::print);
    comparison.onlyHere().forEach(each -> out.println("  only here: " + each));
    comparison.onlyThere().forEach(each -> out.println("  only there: " + each));
    if (comparison.regressions().isEmpty()) {
      out.println("no regression");
      return ExitStatus.OK;
    }
    out.println("worse than before:");
    comparison.regressions().forEach(each -> out.println("  " + each));
    return ExitStatus.REGRESSION;
  }

  private void print(GroupComparison row) {
    context
        .out()
        .printf(
            Locale.ROOT,
            "  %s: succeeded %.0f %% (%.0f %%), certified %.0f %% (%.0f %%),"
                + " gap x%.3g, passes x%.3g, seconds x%.3g%n",
            row.group(),
            100 * row.succeeded(),
            100 * row.succeededBefore(),
            100 * row.certified(),
            100 * row.certifiedBefore(),
            row.gapRatio(),
            row.passesRatio(),
            row.secondsRatio());
  }
}
