package org.overrank.spark.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.spark.entries.Centering;
import org.overrank.spark.entries.CenteringKind;
import org.overrank.spark.entries.Regularizer;
import org.overrank.spark.entries.Scales;
import org.overrank.spark.table.SparkErrors;

/**
 * Models as directories: {@code metadata.json}, {@code rows.parquet}, {@code cols.parquet}.
 *
 * <p>A table has one row for each id: index, id (bigint or string, exactly as in the data), scale,
 * bias, factor. Any reader of Parquet can use them.
 */
public final class ModelStore {
  private static final String METADATA = "metadata.json";
  private static final String ROWS = "rows.parquet";
  private static final String COLS = "cols.parquet";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private ModelStore() {}

  /**
   * Writes a model.
   *
   * @param model the model
   * @param directory where; made if need be, must not hold a model
   * @param hadoop the file systems
   * @throws IOException if it cannot be written
   */
  public static void save(LowRankModel model, Path directory, Configuration hadoop)
      throws IOException {
    FileSystem files = directory.getFileSystem(hadoop);
    files.mkdirs(directory);
    ModelSideWriter.write(ModelSide.rowsOf(model.matrix()), new Path(directory, ROWS), hadoop);
    ModelSideWriter.write(ModelSide.colsOf(model.matrix()), new Path(directory, COLS), hadoop);
    try (OutputStream out = files.create(new Path(directory, METADATA), false)) {
      out.write(JSON.writeValueAsBytes(model.metadata()));
      out.write('\n');
    }
  }

  /**
   * Reads a model.
   *
   * @param spark the session
   * @param location directory of the model, or of the fit whose {@code model} is in it
   * @return the model
   * @throws InvalidInputException if there is none, or it is damaged or too new
   */
  public static LowRankModel load(SparkSession spark, String location) {
    try {
      Path directory = find(new Path(location), spark.sparkContext().hadoopConfiguration());
      ModelMetadata metadata = metadata(directory, spark.sparkContext().hadoopConfiguration());
      return load(spark, directory, metadata);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(location + ": cannot be read: " + SparkErrors.line(e), e);
    }
  }

  private static LowRankModel load(SparkSession spark, Path directory, ModelMetadata metadata) {
    int width = metadata.width();
    String rowFile = new Path(directory, ROWS).toString();
    String colFile = new Path(directory, COLS).toString();
    ModelSide rows =
        ModelSideReader.read(spark, rowFile, metadata.rowIds(), metadata.rows(), width);
    ModelSide cols =
        ModelSideReader.read(spark, colFile, metadata.colIds(), metadata.cols(), width);
    boolean plain = metadata.entries().regularizer() == Regularizer.PLAIN;
    boolean biases = metadata.entries().center() == CenteringKind.BIASES;
    LowRankMatrix matrix =
        new LowRankMatrix(
            rows.ids(),
            cols.ids(),
            new Factors(rows.factor(), cols.factor()),
            plain ? Scales.plain() : new Scales(rows.scale(), cols.scale()),
            biases
                ? new Centering(metadata.mean(), rows.bias(), cols.bias())
                : Centering.constant(metadata.mean()),
            metadata.valueMean());
    return new LowRankModel(metadata, matrix);
  }

  private static Path find(Path location, Configuration hadoop) throws IOException {
    FileSystem files = location.getFileSystem(hadoop);
    if (!files.exists(location)) {
      throw new InvalidInputException(location + ": no such model");
    }
    Path inside = new Path(location, "model");
    Path directory = files.exists(new Path(inside, METADATA)) ? inside : location;
    for (String name : new String[] {METADATA, ROWS, COLS}) {
      if (!files.exists(new Path(directory, name))) {
        throw new InvalidInputException(directory + " is not a model: it holds no " + name);
      }
    }
    return directory;
  }

  private static ModelMetadata metadata(Path directory, Configuration hadoop) throws IOException {
    Path file = new Path(directory, METADATA);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      JsonNode tree = JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      requireKnownFormat(directory, tree);
      ModelMetadata metadata = JSON.treeToValue(tree, ModelMetadata.class);
      if (!metadata.isSound()) {
        throw new InvalidInputException(file + " is damaged: values are missing or out of range");
      }
      return metadata;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + " is damaged: " + SparkErrors.line(e), e);
    }
  }

  private static void requireKnownFormat(Path directory, JsonNode tree) {
    if (tree.path("formatVersion").asInt(0) > ModelMetadata.FORMAT_VERSION) {
      String version = tree.path("version").asText("of unknown version");
      throw new InvalidInputException(
          directory
              + " was written by a newer overrank, "
              + version
              + ", which this one cannot read");
    }
  }
}
