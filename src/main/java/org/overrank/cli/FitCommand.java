package org.overrank.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.ChoiceOptions;
import org.overrank.cli.options.FitOptions;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.InputOptions;
import org.overrank.cli.options.MatrixOptions;
import org.overrank.cli.options.OutputOptions;
import org.overrank.cli.options.ProblemOptions;
import org.overrank.cli.options.SeriesOptions;
import org.overrank.cli.options.TrialCallOptions;
import org.overrank.cli.output.OwnOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.fit.StartKind;
import org.overrank.fit.StartPoint;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.DataRequest;
import org.overrank.run.LambdaChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code overrank fit}: solve one problem and prove how good the answer is. */
@Command(
    name = "fit",
    header = "Fit a low-rank matrix to measurements and prove how good it is.",
    customSynopsis = "overrank fit --input PATH --output DIR [OPTION...]",
    description = {
      "",
      "Fits a low-rank matrix to a table of its entries, or of other linear measurements, and"
          + " writes the model, the proof of how good it is, and a page to look at.",
      ""
    },
    sortOptions = false)
final class FitCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec command;

  @Mixin(name = "What to read")
  private final InputOptions input = new InputOptions();

  @Mixin(name = "Measurements that are not entries")
  private final MatrixOptions matrices = new MatrixOptions();

  private final FitOptions fit = FitOptions.ofOneFit();

  @Mixin(name = "The problem")
  private final ProblemOptions problem = new ProblemOptions();

  @Mixin(name = "How lambda is chosen")
  private final ChoiceOptions choice = new ChoiceOptions();

  @Mixin(name = "One of a series of fits")
  private final SeriesOptions series = new SeriesOptions();

  @Mixin(name = "How to solve it")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private final CommandSpec solving = fit.section();

  @Mixin(name = "What to write")
  private final OutputOptions output = new OutputOptions();

  @Mixin(name = "This call")
  private final TrialCallOptions call = new TrialCallOptions();

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  FitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    long began = System.nanoTime();
    FitRequest request = request();
    call.tell(command, context.err());
    try (StagedOutput staged =
        StagedOutput.at(
            output.required(), output.overwrite(), OwnOutput.FIT, HadoopSettings.now())) {
      for (String read : input.paths()) {
        staged.requireApart(read, HadoopSettings.now());
      }
      return context
          .sessions()
          .during(
              command.name(), session -> new FitJob(context, session, request, began).run(staged));
    }
  }

  private FitRequest request() {
    long seed = Objects.requireNonNull(fit.get(FitOption.SEED));
    Double lambda = fit.get(FitOption.LAMBDA);
    SeriesOptions.Series place = series.series();
    LambdaChoice.@Nullable Question question =
        choice.question(command, lambda, input, problem, series);
    DataRequest data = input.request(matrices, problem, seed);
    StartPoint start = series.start(command, question != null, fit.get(FitOption.START));
    if (start.kind() == StartKind.PATH) {
      throw new InvalidInputException("--start path is an option of sweep only");
    }
    FitSettings.Builder asked = fit.settings();
    FitSettings settings = (lambda == null ? asked.lambda(1) : asked).build();
    FitOptions.check(settings, data.problem());
    if (question != null) {
      ChoiceOptions.check(settings, start);
    }
    output.check(data);
    return new FitRequest(
        data.of(settings.structure()),
        settings,
        question,
        start,
        output,
        place,
        lambda == null && question == null,
        call.dryRun(),
        call.debug());
  }
}
