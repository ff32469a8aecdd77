package org.overrank.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.CheckedNumber;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.InstanceSpec;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.Words;
import org.overrank.cli.output.OwnOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.landscape.Instance;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.Ring;
import org.overrank.linalg.InvalidInputException;
import org.overrank.report.LandscapeReport;
import org.overrank.theorem.PointKind;
import org.overrank.theorem.SuccessByRank;
import org.overrank.theorem.TheoremStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code overrank landscape}: the lecture's theorem, computed on an instance. */
@Command(
    name = "landscape",
    header = "Compute what over-parameterization does to a small problem.",
    customSynopsis = "overrank landscape --instance WORDS --output DIR [OPTION...]",
    description = {
      "",
      "Checks the identities behind the theorem at points of a problem whose truth is known, by"
          + " formula and by random signs; finds where it bites; and counts at each search rank how"
          + " many runs succeed, with and without escapes. The loss is the instance's: squared,"
          + " huber or logistic. Writes landscape.json and report.html."
          + " Runs in this JVM, without a cluster.",
      ""
    },
    sortOptions = false)
final class LandscapeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec command;

  @Option(
      names = "--instance",
      paramLabel = "WORDS",
      converter = InstanceSpec.Converter.class,
      description = "The problem in the words of generate, such as \"ring --size 8\". Required.")
  private @Nullable InstanceSpec instance;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description = "Directory for landscape.json and report.html. Must not exist. Required.")
  private @Nullable Location output;

  @Option(
      names = "--overwrite",
      description = "Replace the output of an earlier run, and nothing else. A link is followed.")
  private boolean overwrite;

  @Option(
      names = "--lambda",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "Weight of the penalty. By default the instance's own, or that of its noise.")
  private @Nullable Double lambda;

  @Option(
      names = "--search-rank",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,3,4,6,8",
      converter = CheckedNumber.Count.class,
      description = "Search ranks of the runs. Default: ${DEFAULT-VALUE}.")
  private List<Integer> searchRanks = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "20",
      converter = CheckedNumber.Count.class,
      description = "Runs at each search rank. Default: ${DEFAULT-VALUE}.")
  private int seeds = 20;

  @Option(
      names = "--points",
      paramLabel = "WHICH",
      split = ",",
      converter = Words.Points.class,
      description =
          "Where the construction is studied: random, run (along one at the first search rank),"
              + " trap (ring, trap and max-cut --cost trapping). By default all there are.")
  private List<PointKind> points = new ArrayList<>();

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "2000",
      converter = CheckedNumber.Count.class,
      description = "Random sign vectors at each point. Default: ${DEFAULT-VALUE}.")
  private int draws = 2000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = CheckedNumber.Seed.class,
      description = "Seed of signs and random points. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--relative-gap",
      paramLabel = "NUMBER",
      defaultValue = "1e-3",
      converter = CheckedNumber.BetweenZeroAndOne.class,
      description = "Gap that counts as certified. Default: ${DEFAULT-VALUE}.")
  private double relativeGap = 1e-3;

  @Option(
      names = "--max-passes",
      paramLabel = "N",
      defaultValue = "5000",
      converter = CheckedNumber.Count.class,
      description = "Budget of each run. Default: ${DEFAULT-VALUE}.")
  private int maxPasses = 5000;

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  LandscapeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Location target = Location.required(command.name(), "--output", output);
    if (instance == null) {
      throw new InvalidInputException("landscape: --instance is missing; try ring");
    }
    Instance made = instance.options().create();
    if (made.structure().isSquare()) {
      throw new InvalidInputException(
          String.format(
              "landscape: the theorem is of matrices without a structure, and %s has structure %s;"
                  + " use generate and fit",
              made.name(), made.structure().word()));
    }
    if (draws < 2) {
      throw new InvalidInputException("--draws must be at least 2");
    }
    call.tell(command, context.err());
    LocalProblem problem = LocalProblem.of(made);
    double weight = lambda == null ? problem.lambda().orElseThrow(this::noLambda) : lambda;
    try (StagedOutput staged =
        StagedOutput.at(target, overwrite, OwnOutput.LANDSCAPE, HadoopSettings.now())) {
      TheoremStudy study = TheoremStudy.of(problem, weight, settings(made));
      write(study, staged);
      print(study, target);
      return study.bestCertified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }
  }

  private InvalidInputException noLambda() {
    return new InvalidInputException(
        "landscape: --lambda is missing: this instance has neither one of its own nor noise");
  }

  private TheoremStudy.Settings settings(Instance made) {
    List<PointKind> which = new ArrayList<>(points);
    if (which.isEmpty()) {
      which.addAll(List.of(PointKind.RANDOM, PointKind.RUN));
      if (made instanceof Ring || made.trap().isPresent()) {
        which.add(PointKind.TRAP);
      }
    }
    return new TheoremStudy.Settings(
        searchRanks, seeds, draws, which, relativeGap, maxPasses, seed);
  }

  private static void write(TheoremStudy study, StagedOutput staged) {
    ObjectMapper json = new ObjectMapper();
    staged.build(
        (files, directory) -> {
          put(
              files.create(new Path(directory, "landscape.json")),
              json.writerWithDefaultPrettyPrinter().writeValueAsString(study) + "\n");
          put(files.create(new Path(directory, "report.html")), LandscapeReport.render(study));
        });
  }

  private static void put(OutputStream file, String text) throws IOException {
    try (OutputStream stream = file) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void print(TheoremStudy study, Location target) {
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d measurements of a %d x %d matrix, loss %s, lambda %.6g, best f %.6g, proven"
                + " %.6g%n",
            study.instance(),
            study.measurements(),
            study.rows(),
            study.cols(),
            study.loss(),
            study.lambda(),
            study.bestValue(),
            study.lowerBound());
    context.out().println("  R   within 1.1 of the best   certified   with escapes");
    for (SuccessByRank row : study.success()) {
      context
          .out()
          .printf(
              Locale.ROOT,
              "%3d   %3d of %d (%.0f-%.0f %%)      %10d     %10d%n",
              row.searchRank(),
              row.succeeded(),
              row.runs(),
              100 * row.share().low(),
              100 * row.share().high(),
              row.certified(),
              row.certifiedWithEscape());
    }
    context
        .out()
        .printf(Locale.ROOT, "cross term ~ k^%.3f (theory: -1)%n", study.crossTerm().slope());
    context.out().println("Written to " + target);
  }
}
