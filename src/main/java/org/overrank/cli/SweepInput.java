package org.overrank.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.InputOptions;
import org.overrank.cli.options.InstanceOptions;
import org.overrank.cli.options.InstanceSpec;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.MatrixOptions;
import org.overrank.cli.options.ProblemOptions;
import org.overrank.cli.output.InstanceFiles;
import org.overrank.cli.output.OwnOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.data.table.TableFormat;
import org.overrank.fit.ProblemKind;
import org.overrank.landscape.Instance;
import org.overrank.run.DataRequest;
import org.overrank.run.sweep.ResultsFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measurements that a sweep goes over: a table, or an instance that is generated into the results.
 *
 * @param name what tells it apart, empty for the only table
 * @param table the table, or null
 * @param instance the instance, or null
 */
record SweepInput(String name, @Nullable DataRequest table, @Nullable InstanceSpec instance) {
  private static final TableFormat FORMAT = TableFormat.PARQUET;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The options of what is read of an instance. */
  @Command(name = "sweep")
  private static final class Holder {
    @Mixin private final InputOptions input = new InputOptions();
    @Mixin private final MatrixOptions matrices = new MatrixOptions();
    @Mixin private final ProblemOptions problem = new ProblemOptions();
  }

  /**
   * What to read.
   *
   * @param request the measurements
   * @param lambda the λ that suits them, or null if that is not known
   */
  record Source(DataRequest request, @Nullable Double lambda) {}

  static SweepInput of(DataRequest table) {
    return new SweepInput("", table, null);
  }

  static SweepInput of(InstanceSpec instance) {
    return new SweepInput(instance.text(), null, instance);
  }

  /** What is to be solved. */
  ProblemKind kind() {
    return table != null
        ? table.problem()
        : kind(Objects.requireNonNull(instance).options().create());
  }

  private static ProblemKind kind(Instance made) {
    return new ProblemKind(made.kind(), made.loss());
  }

  /**
   * Where the measurements are; an instance is generated unless it is there.
   *
   * @param session where
   * @param results the sweep's directory
   * @return what to read
   * @throws IOException if the instance cannot be written
   */
  Source source(SparkSession session, ResultsFolder results) throws IOException {
    if (instance == null || table != null) {
      return new Source(Objects.requireNonNull(table), null);
    }
    String directory = "instances/" + instance.slug();
    String description = directory + "/" + InstanceFiles.DESCRIPTION;
    if (!results.has(description)) {
      generate(session, instance, new Location(results.place(directory)));
    }
    double lambda = JSON.readTree(results.text(description)).get("lambda").asDouble();
    return new Source(request(results.place(directory)), lambda);
  }

  private DataRequest request(String directory) {
    List<String> args = new ArrayList<>();
    InstanceFiles.options(Objects.requireNonNull(instance).options().create(), FORMAT)
        .forEach((key, value) -> args.addAll(List.of("--" + key, value)));
    args.set(1, directory + "/" + args.get(1));
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(args.toArray(String[]::new));
    return holder.input.request(holder.matrices, holder.problem, 1);
  }

  private static void generate(SparkSession session, InstanceSpec spec, Location directory)
      throws IOException {
    InstanceOptions options = spec.options();
    try (StagedOutput staged =
        StagedOutput.at(directory, true, OwnOutput.INSTANCE, HadoopSettings.now())) {
      new InstanceFiles(staged, session, options.create(), FORMAT).write(null);
    }
  }
}
