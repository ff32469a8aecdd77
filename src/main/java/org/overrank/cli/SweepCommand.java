package org.overrank.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CheckedNumber;
import org.overrank.cli.options.EffectiveSettings;
import org.overrank.cli.options.FitOptions;
import org.overrank.cli.options.InputOptions;
import org.overrank.cli.options.InstanceSpec;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.MatrixOptions;
import org.overrank.cli.options.ProblemOptions;
import org.overrank.cli.options.SweepAxes;
import org.overrank.cli.options.TrialCallOptions;
import org.overrank.cli.output.DryRun;
import org.overrank.cli.output.Event;
import org.overrank.cli.output.Interruption;
import org.overrank.cli.output.RunWatch;
import org.overrank.cli.output.SweepOutput;
import org.overrank.cli.output.SweepTeller;
import org.overrank.fit.ProblemKind;
import org.overrank.run.CheckpointFile;
import org.overrank.run.sweep.TrialFiles;
import org.overrank.run.sweep.TrialLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code overrank sweep}: many trials on the same measurements, in shared passes. */
@Command(
    name = "sweep",
    header = "Run many trials on the same measurements, in shared passes.",
    customSynopsis = "overrank sweep --spec FILE.conf --output DIR [OPTION...]",
    description = {
      "",
      "Every combination of search rank, lambda, seed, solver and start is a trial. Trials share"
          + " their passes over the measurements; each is the same to the last bit as alone. The"
          + " same command again runs what is missing.",
      ""
    },
    sortOptions = false)
final class SweepCommand implements Callable<Integer> {
  /** Trials that share passes unless said otherwise, at most. */
  static final int RIDERS = 32;

  /** What tells results of one sweep from another's: all settings but these. */
  private static final List<String> NOT_OF_THE_RESULTS =
      List.of("output", "riders", "checkpoint-seconds");

  private final CommandContext context;

  @Spec private CommandSpec command;

  @Mixin(name = "What to read")
  private final InputOptions input = new InputOptions();

  @Mixin(name = "Measurements that are not entries")
  private final MatrixOptions matrices = new MatrixOptions();

  @Mixin(name = "The problem")
  private final ProblemOptions problem = new ProblemOptions();

  @Mixin(name = "The trials, one or more values each")
  private final SweepAxes axes = new SweepAxes();

  @Option(
      names = "--holdout-seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = CheckedNumber.Seed.class,
      description = "Seed of the hold-out, the same for all trials. Default: ${DEFAULT-VALUE}.")
  private long holdoutSeed = 1;

  @Option(
      names = "--riders",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description =
          "How many trials share passes at a time, as far as memory goes. By default 32, or fewer"
              + " where their factors are large.")
  @Nullable Integer riders;

  @Option(
      names = "--instance",
      paramLabel = "WORDS",
      split = ";",
      converter = InstanceSpec.Converter.class,
      description =
          "Instances to generate and sweep over instead of --input, in the words of overrank"
              + " generate: \"gaussian --rows 40 --rank 3 --measurements 1200\".")
  private List<InstanceSpec> instances = new ArrayList<>();

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      defaultValue = "60",
      converter = CheckedNumber.Count.class,
      description = "How often a long trial leaves a checkpoint. Default: ${DEFAULT-VALUE}.")
  int checkpointSeconds = CheckpointFile.DEFAULT_SECONDS;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description =
          "Directory for trials.jsonl and summary.json: a path of this machine, or a URI such as"
              + " hdfs://host/dir. Required.")
  private @Nullable Location output;

  @Mixin(name = "This call")
  private final TrialCallOptions call = new TrialCallOptions();

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  SweepCommand(CommandContext context) {
    this.context = context;
  }

  /** The axes. */
  SweepAxes axes() {
    return axes;
  }

  /** What trials on an input leave. */
  TrialFiles files(TrialLog log, SweepInput input, SweepTeller teller) {
    return new TrialFiles(log, input.name(), axes.varying(), checkpointSeconds, teller::warn);
  }

  @Override
  public Integer call() throws Exception {
    Location target = Location.required(command.name(), "--output", output);
    List<SweepInput> inputs = inputs();
    List<ProblemKind> kinds = inputs.stream().map(SweepInput::kind).toList();
    axes.check(kinds, !instances.isEmpty());
    instances.forEach(each -> axes.checkStructure(each.options().create()));
    for (ProblemKind kind : kinds) {
      axes.trials(kind, axes.placeholders()).forEach(trial -> FitOptions.check(trial, kind));
    }
    call.tell(command, context.err());
    List<String> settings = EffectiveSettings.lines(command, NOT_OF_THE_RESULTS);
    if (call.dryRun()) {
      try (TrialLog log = TrialLog.preview(target.results(), settings)) {
        return plan(inputs, log);
      }
    }
    try (TrialLog log = TrialLog.open(target.results(), settings, context.err()::println)) {
      Interruption.leaves(log::remains);
      return run(inputs, log);
    }
  }

  private int run(List<SweepInput> inputs, TrialLog log) throws Exception {
    int trials = trials(inputs);
    if (announceMissing(trials, log) == 0) {
      return finish(log, trials);
    }
    return during(
        log,
        job -> {
          for (SweepInput each : inputs) {
            job.run(each);
          }
          return finish(log, trials);
        });
  }

  private int plan(List<SweepInput> inputs, TrialLog log) throws Exception {
    announceMissing(trials(inputs), log);
    return during(
        log,
        job -> {
          DryRun plan = new DryRun(context.out());
          for (SweepInput each : inputs) {
            job.plan(each, plan);
          }
          plan.end();
          return ExitStatus.OK;
        });
  }

  private int trials(List<SweepInput> inputs) {
    return inputs.stream()
        .mapToInt(each -> axes.trials(each.kind(), axes.placeholders()).size())
        .sum();
  }

  private int announceMissing(int trials, TrialLog log) {
    int missing = trials - log.results().size();
    Event.of(
            "trials", String.format(Locale.ROOT, "%,d trials, %,d of them to run", trials, missing))
        .with("trials", trials)
        .with("missing", missing)
        .tell(context.err());
    return missing;
  }

  /** What is done with the missing trials. */
  @FunctionalInterface
  private interface Work {
    int with(SweepJob job) throws Exception;
  }

  private int during(TrialLog log, Work work) throws Exception {
    return context
        .sessions()
        .during(
            command.name(),
            session -> {
              try (RunWatch watch = RunWatch.of(context.err(), session, call.debug())) {
                SweepTeller teller = new SweepTeller(context.err(), context.terminal());
                return work.with(new SweepJob(session, this, log, watch.metrics(), teller));
              }
            });
  }

  /** Certified is a sweep where at every λ some trial has proven what was asked. */
  private int finish(TrialLog log, int trials) throws IOException {
    boolean certified = new SweepOutput(log, trials).finish(context.out()).everyProblemCertified();
    return certified ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
  }

  private List<SweepInput> inputs() {
    if (instances.isEmpty()) {
      problem.requireOneWeight("to sweep");
      return List.of(SweepInput.of(input.request(matrices, problem, holdoutSeed)));
    }
    input.checkGenerated();
    problem.checkGenerated();
    return instances.stream().map(SweepInput::of).toList();
  }
}
