package org.overrank.cli.output;

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
import org.overrank.run.OutputException;
import org.overrank.run.TruthBeside;
import org.overrank.run.Versions;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.instances.InstanceTable;
import org.overrank.spark.instances.NoiseLevel;
import org.overrank.spark.model.ModelStore;

/** The files of an instance; they appear together. */
public final class InstanceFiles {
  /** Tells of the instance, λ among it. */
  public static final String DESCRIPTION = "instance.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StagedOutput staged;
  private final SparkSession session;
  private final Configuration hadoop;
  private final Instance instance;
  private final TableFormat format;

  /**
   * Files to be written.
   *
   * @param staged where
   * @param session what computes the measurements
   * @param instance what they are of
   * @param format of the table
   */
  public InstanceFiles(
      StagedOutput staged, SparkSession session, Instance instance, TableFormat format) {
    this.staged = staged;
    this.session = session;
    this.hadoop = session.sparkContext().hadoopConfiguration();
    this.instance = instance;
    this.format = format;
  }

  /**
   * Writes all files and puts them in place.
   *
   * @param asked into how many files, or null to choose
   * @return the λ that suits the instance
   * @throws OutputException if something cannot be written; nothing is there then
   */
  public double write(@Nullable Integer asked) {
    int partitions = asked == null ? InstanceTable.partitions(instance) : asked;
    double lambda = new NoiseLevel(session).lambda(instance);
    staged.buildAgain(directory -> write(directory, partitions, lambda));
    return lambda;
  }

  private void write(Path directory, int partitions, double lambda) throws IOException {
    DataFrameWriter<Row> writer =
        new InstanceTable(instance, format).rows(session, partitions).write().format(format.word());
    if (format == TableFormat.CSV) {
      writer.option("header", true);
    }
    writer.save(new Path(directory, table(format)).toString());
    Optional<Factors> truth = instance.truth();
    if (truth.isPresent()) {
      save(truth.get(), lambda, new Path(directory, TruthBeside.NAME));
    }
    Optional<Factors> trap = instance.trap();
    if (trap.isPresent()) {
      save(trap.get(), lambda, new Path(directory, "trap"));
    }
    write(directory, DESCRIPTION, description(lambda));
    write(directory, "fit.conf", spec(lambda));
    staged.commit();
  }

  private static String table(TableFormat format) {
    return "measurements." + format.word();
  }

  private void save(Factors factors, double lambda, Path directory) throws IOException {
    LowRankModel model = new InstanceModel(instance, table(format), format).of(factors, lambda);
    ModelStore.save(model, directory, hadoop);
  }

  private String description(double lambda) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("instance", instance.name());
    all.put("kind", EnumWords.of(instance.kind()));
    int parts = instance.structure().parts();
    all.put("rows", instance.rows() / parts);
    all.put("cols", instance.cols() / parts);
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
    StringBuilder spec = new StringBuilder("# overrank fit --spec fit.conf --output OUT\n");
    options(instance, format).forEach((key, value) -> line(spec, key, value));
    if (instance.structure().isSquare()) {
      line(spec, "structure", instance.structure().word());
    }
    line(spec, "lambda", lambda);
    line(spec, "relative-gap", FitSettings.DEFAULT_RELATIVE_GAP);
    return spec.toString();
  }

  /**
   * How the measurements are read.
   *
   * @param instance what they are of
   * @param format how they are stored
   * @return values by the names of options; the input's is below the directory of the instance
   */
  public static Map<String, String> options(Instance instance, TableFormat format) {
    Map<String, String> options = new LinkedHashMap<>();
    MeasurementKind kind = instance.kind();
    options.put("input", table(format));
    options.put("kind", EnumWords.of(kind));
    if (!instance.loss().isSquared()) {
      options.put("loss", instance.loss().word());
    }
    if (instance.isWeighted()) {
      options.put("weight", "weight");
    }
    instance
        .unobservedWeight()
        .ifPresent(weight -> options.put("unobserved-weight", String.valueOf(weight)));
    if (InstanceTable.needsShape(kind)) {
      options.put("rows", String.valueOf(instance.rows()));
      options.put("cols", String.valueOf(instance.cols()));
    }
    if (kind == MeasurementKind.SEEDED_GAUSSIAN) {
      options.put("measurement-seed", String.valueOf(InstanceModel.measurementSeed(instance)));
    }
    return options;
  }

  private static void line(StringBuilder spec, String key, Object value) {
    boolean isText = key.equals("input") || key.equals("loss");
    Object shown = isText ? ConfigUtil.quoteString(value.toString()) : value;
    spec.append(key).append(" = ").append(shown).append('\n');
  }

  private void write(Path directory, String name, String text) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            staged.files().create(new Path(directory, name), false), StandardCharsets.UTF_8)) {
      out.write(text);
    }
  }
}
