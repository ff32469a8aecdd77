package org.overrank.cli;

import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.CheckedNumber;
import org.overrank.cli.options.DialectOptions;
import org.overrank.cli.options.FeatureOptions;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.Words;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.data.table.TableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overrank certify}: prove again how good a model is. */
@Command(
    name = "certify",
    header = "Prove again how good a model is.",
    customSynopsis = "overrank certify --model DIR --input PATH [OPTION...]",
    description = {
      "",
      "Rebuilds the problem that a model solves from the measurements and proves how far the model"
          + " can be from the best. Prints JSON on standard output. What is not said is taken from"
          + " the model.",
      ""
    },
    sortOptions = false)
final class CertifyCommand extends ModelCommand {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "The measurements that it was fitted to. Required.")
  @Nullable Location input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Words.Formats.class,
      description =
          "csv, parquet, json, orc or mtx (entries only). By default told by the file names.")
  @Nullable TableFormat format;

  @Mixin(name = "Features that it was fitted to")
  final FeatureOptions features = new FeatureOptions();

  @Mixin(name = "How a table of text is written")
  final DialectOptions dialect = new DialectOptions();

  @Option(
      names = "--lambda",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "Weight of the penalty, if it shall be another than the model's.")
  @Nullable Double lambda;

  @Option(
      names = "--relative-gap",
      paramLabel = "NUMBER",
      converter = CheckedNumber.BetweenZeroAndOne.class,
      description = "Gap that counts as certified, if another than the fit was asked.")
  @Nullable Double relativeGap;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Number of partitions, if another than in the fit.")
  @Nullable Integer partitions;

  @Option(
      names = "--second-order",
      description =
          "Also tell what kind of point it is, by its gradient and its least curvature: global"
              + " optimum, bad local minimum, strict saddle, not stationary, or undecided.")
  boolean secondOrder;

  @Option(
      names = "--max-passes",
      paramLabel = "N",
      defaultValue = "2000",
      converter = CheckedNumber.Count.class,
      description =
          "With --second-order: budget of the search for a better point. Default:"
              + " ${DEFAULT-VALUE}.")
  int maxPasses = 2000;

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  CertifyCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws Exception {
    Location from = model();
    Location measurements = required("--input", input);
    call.tell(command, context.err());
    EarlierOutput.restore(from, HadoopSettings.now());
    return context
        .sessions()
        .during(
            command.name(),
            session -> new CertifyJob(context, session, this, from, measurements).run());
  }
}
