package org.overrank.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.TableFormat;
import org.overrank.landscape.Instance;
import org.overrank.run.DataRequest;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measurements that a sweep goes over: a table, or an instance that is generated into the results.
 *
 * @param name what tells it apart, empty for the only table
 * @param table the table, or null
 * @param instance the instance, or null
 */
record SweepInput(String name, @Nullable DataRequest table, @Nullable InstanceSpec instance) {
  /** Of fit.conf beside an instance, what a sweep needs. */
  @Command(name = "sweep")
  private static final class Holder {
    @Mixin private final InputOptions input = new InputOptions();
    @Mixin private final MatrixOptions matrices = new MatrixOptions();

    @Option(names = "--lambda")
    private double lambda;

    @Option(names = "--relative-gap")
    @SuppressWarnings("UnusedVariable") // fit.conf has the key.
    private double relativeGap;
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

  /** What a measurement sees. */
  MeasurementKind kind() {
    return table != null
        ? table.kind()
        : Objects.requireNonNull(instance).options().create().kind();
  }

  /**
   * Where the measurements are; an instance is generated unless it is there.
   *
   * @param session where
   * @param results the sweep's directory
   * @return what to read
   * @throws IOException if the instance cannot be written
   */
  Source source(SparkSession session, Path results) throws IOException {
    if (instance == null || table != null) {
      return new Source(Objects.requireNonNull(table), null);
    }
    Path directory = results.resolve("instances").resolve(instance.slug());
    if (!Files.exists(directory.resolve("fit.conf"))) {
      generate(session, instance, directory);
    }
    Holder holder = new Holder();
    CommandLine reader = new CommandLine(holder);
    File spec = directory.resolve("fit.conf").toFile();
    reader.setDefaultValueProvider(new SpecDefaults(SpecFile.read(spec, reader.getCommandSpec())));
    reader.parseArgs();
    return new Source(
        holder.input.request(holder.matrices, new ProblemOptions(), 1), holder.lambda);
  }

  private static void generate(SparkSession session, InstanceSpec spec, Path directory)
      throws IOException {
    Files.createDirectories(Objects.requireNonNull(directory.getParent()));
    InstanceOptions options = spec.options();
    Instance made = options.create();
    try (StagedOutput staged =
        StagedOutput.at(
            new Location(directory.toString()), true, OwnOutput.INSTANCE, HadoopSettings.now())) {
      new InstanceFiles(staged, session, made, TableFormat.PARQUET)
          .write(options.deviation(), null);
    }
  }
}
