package org.overrank.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.CheckedNumber;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.InstanceOptions;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.Words;
import org.overrank.cli.output.Announcement;
import org.overrank.cli.output.InstanceFiles;
import org.overrank.cli.output.OwnOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.data.table.TableFormat;
import org.overrank.landscape.Instance;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code overrank generate}: problems whose truth is known. */
@Command(
    name = "generate",
    header = "Write a problem whose truth is known, and the truth beside it.",
    customSynopsis = "overrank generate --instance NAME --output DIR [OPTION...]",
    description = {
      "",
      "Writes a table of measurements, the truth they were made of, and a spec that fits them:"
          + " overrank fit --spec DIR/fit.conf --output OUT reports how far the answer is from the"
          + " truth.",
      ""
    },
    sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec command;

  @Mixin(name = "Which problem")
  private final InstanceOptions instance = new InstanceOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description = "Directory for measurements, truth and fit.conf. Must not exist. Required.")
  private @Nullable Location output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "parquet",
      converter = Words.Formats.class,
      description = "csv, parquet, json or orc. Default: ${DEFAULT-VALUE}.")
  private TableFormat format = TableFormat.PARQUET;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Into how many files. By default chosen by the size.")
  private @Nullable Integer partitions;

  @Option(
      names = "--overwrite",
      description = "Replace the output of an earlier run, and nothing else. A link is followed.")
  private boolean overwrite;

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  GenerateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Location target = Location.required(command.name(), "--output", output);
    if (format == TableFormat.MTX) {
      throw new InvalidInputException("--format mtx is for reading only");
    }
    Instance made = instance.create();
    call.tell(command, context.err());
    try (StagedOutput staged =
        StagedOutput.at(target, overwrite, OwnOutput.INSTANCE, HadoopSettings.now())) {
      return context
          .sessions()
          .during(
              command.name(),
              session -> {
                double lambda = new InstanceFiles(staged, session, made, format).write(partitions);
                report(made, target, lambda);
                return ExitStatus.OK;
              });
    }
  }

  private void report(Instance made, Location target, double lambda) {
    int parts = made.structure().parts();
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d %s of a %d x %d matrix, lambda %.6g%n",
            made.name(),
            made.count(),
            Announcement.noun(made.kind()),
            made.rows() / parts,
            made.cols() / parts,
            lambda);
    String few = instance.remark(made);
    if (few != null) {
      context.out().println("  note: " + few);
    }
    context.out().println("Written to " + target + ": fit it with --spec " + target + "/fit.conf");
  }
}
