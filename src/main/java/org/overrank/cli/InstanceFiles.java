package org.overrank.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.table.TableFormat;
import org.overrank.fit.FitSettings;
import org.overrank.landscape.Instance;
import org.overrank.landscape.Trap;
import org.overrank.landscape.TruthValue;
import org.overrank.linalg.EnumWords;
import org.overrank.objective.Factors;
import org.overrank.run.TruthBeside;
import org.overrank.run.Versions;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.instances.InstanceTable;
import org.overrank.spark.instances.NoiseLevel;
import org.overrank.spark.model.ModelStore;

/** The files of an instance; they appear together. */
final class InstanceFiles {
  private static final String SPEC = "fit.conf";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StagedOutput staged;
  private final SparkSession session;
  private final Configuration hadoop;
  private final Instance instance;
  private final TableFormat format;

  InstanceFiles(StagedOutput staged, SparkSession session, Instance instance, TableFormat format) {
    this.staged = staged;
    this.session = session;
    this.hadoop = session.sparkContext().hadoopConfiguration();
    this.instance = instance;
    this.format = format;
  }

  /**
   * Writes all files and puts them in place.
   *
   * @param deviation σ of the noise
   * @param asked into how many files, or null to choose
   * @return the λ that suits the instance
   * @throws OutputException if something cannot be written; nothing is there then
   */
  double write(double deviation, @Nullable Integer asked) {
    int partitions = asked == null ? InstanceTable.partitions(instance) : asked;
    double lambda = new NoiseLevel(session, partitions).lambda(instance, deviation);
    staged.buildAgain(directory -> write(directory, partitions, lambda));
    return lambda;
  }

  private void write(Path directory, int partitions, double lambda) throws IOException {
    DataFrameWriter<Row> writer =
        new InstanceTable(instance, format).rows(session, partitions).write().format(format.word());
    if (format == TableFormat.CSV) {
      writer.option("header", true);
    }
    writer.save(new Path(directory, table()).toString());
    Optional<Factors> truth = instance.truth();
    if (truth.isPresent()) {
      save(truth.get(), lambda, new Path(directory, TruthBeside.NAME));
    }
    Optional<Factors> trap = instance.trap();
    if (trap.isPresent()) {
      save(trap.get(), lambda, new Path(directory, "trap"));
    }
    write(directory, "instance.json", description(lambda));
    write(directory, SPEC, spec(lambda));
    staged.commit();
  }

  private String table() {
    return "measurements." + format.word();
  }

  private void save(Factors factors, double lambda, Path directory) throws IOException {
    LowRankModel model = new InstanceModel(instance, table(), format).of(factors, lambda);
    ModelStore.save(model, directory, hadoop);
  }

  private String description(double lambda) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("instance", instance.name());
    all.put("kind", EnumWords.of(instance.kind()));
    all.put("rows", instance.rows());
    all.put("cols", instance.cols());
    all.put("measurements", instance.count());
    all.put("parameters", instance.parameters());
    all.put("lambda", lambda);
    instance.truth().ifPresent(truth -> all.put("epsilon", TruthValue.of(instance, truth, lambda)));
    if (instance instanceof Trap trap) {
      all.put("optimum", trap.optimum());
      all.put("trapValue", trap.trapValue());
      all.put("trapNorm", trap.trapNorm());
      all.put("escapeCurvature", trap.escapeCurvature());
      all.put("trapIsLocalMinimum", trap.isLocalMinimum());
    }
    all.put("version", Versions.ofOverrank());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  private String spec(double lambda) {
    StringBuilder spec = new StringBuilder("# overrank fit --spec " + SPEC + " --output OUT\n");
    MeasurementKind kind = instance.kind();
    line(spec, "input", ConfigUtil.quoteString(table()));
    line(spec, "kind", EnumWords.of(kind));
    if (instance.isWeighted()) {
      line(spec, "weight", "weight");
    }
    if (InstanceTable.needsShape(kind)) {
      line(spec, "rows", instance.rows());
      line(spec, "cols", instance.cols());
    }
    if (kind == MeasurementKind.SEEDED_GAUSSIAN) {
      line(spec, "measurement-seed", InstanceModel.measurementSeed(instance));
    }
    line(spec, "lambda", lambda);
    line(spec, "relative-gap", FitSettings.DEFAULT_RELATIVE_GAP);
    return spec.toString();
  }

  private static void line(StringBuilder spec, String key, Object value) {
    spec.append(key).append(" = ").append(value).append('\n');
  }

  private void write(Path directory, String name, String text) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            staged.files().create(new Path(directory, name), false), StandardCharsets.UTF_8)) {
      out.write(text);
    }
  }
}
