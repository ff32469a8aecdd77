package org.overrank.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code overrank fit}: solve one problem and prove how good the answer is. */
@Command(
    name = "fit",
    header = "Fit a low-rank matrix to measurements and prove how good it is.",
    customSynopsis = "overrank fit --input PATH --lambda NUMBER --output DIR [OPTION...]",
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

  @Mixin(name = "The problem")
  private final ProblemOptions problem = new ProblemOptions();

  @Mixin(name = "How to solve it")
  private final SolverOptions solver = new SolverOptions();

  @Mixin(name = "What to write")
  private final OutputOptions output = new OutputOptions();

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  FitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    long began = System.nanoTime();
    FitRequest request =
        new FitRequest(
            input.request(matrices, problem, solver.seed),
            problem.requiredLambda(),
            solver,
            input.factorStorage(input.kind),
            output,
            call.debug);
    solver.check(input.kind);
    input.checkStorage(input.kind, solver.solver(input.kind));
    output.check(input.kind);
    if (call.debug) {
      EffectiveSettings.print(command, context.err());
    }
    try (StagedOutput staged =
        StagedOutput.at(output.required(), output.overwrite, OwnOutput.FIT, HadoopSettings.now())) {
      staged.requireApart(request.data().path(), HadoopSettings.now());
      return context
          .sessions()
          .during(
              command.name(), session -> new FitJob(context, session, request, began).run(staged));
    }
  }
}
