package org.overrank.spark.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.FeatureFactors;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ModelSide;
import org.overrank.data.table.Shown;
import org.overrank.fit.SealedJson;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.spark.table.FilePaths;
import org.overrank.spark.table.SparkErrors;

/**
 * Models as directories: {@code metadata.json}, {@code rows.parquet}, {@code cols.parquet}; the
 * rows of a {@link PlacedModel} are a directory of such files.
 *
 * <p>A table has one row for each id: index, id (bigint or string, exactly as in the data), scale,
 * bias, factor. Any reader of Parquet can use them. The metadata holds digests of what the tables
 * say, {@code rowsDigest} and {@code colsDigest}, and of itself; models of version 0.1.0, without,
 * are read all the same.
 */
public final class ModelStore {
  private static final String METADATA = "metadata.json";
  private static final String ROWS = "rows.parquet";
  private static final String COLS = "cols.parquet";
  private static final String ROWS_DIGEST = "rowsDigest";
  private static final String COLS_DIGEST = "colsDigest";
  private static final String ROW_FEATURES = "row-features.parquet";
  private static final String COL_FEATURES = "col-features.parquet";
  private static final String ROW_FEATURES_DIGEST = "rowFeaturesDigest";
  private static final String COL_FEATURES_DIGEST = "colFeaturesDigest";

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
    ObjectNode metadata = JSON.valueToTree(model.metadata());
    Path rowFile = new Path(directory, ROWS);
    ModelSide cols;
    if (model instanceof PlacedModel placed) {
      cols = placed.cols();
      metadata.set(ROWS_DIGEST, JSON.valueToTree(placed.writeRows(rowFile, hadoop)));
    } else {
      ModelSide rows = ModelSide.rowsOf(model.matrix());
      cols = ModelSide.colsOf(model.matrix());
      ModelSideWriter.write(rows, 0, rowFile, hadoop);
      metadata.put(ROWS_DIGEST, rows.digest());
      FeatureFactors known = model.matrix().features();
      saveFeatures(known.rowNames(), known.rows(), new Path(directory, ROW_FEATURES), hadoop)
          .ifPresent(digest -> metadata.put(ROW_FEATURES_DIGEST, digest));
      saveFeatures(known.colNames(), known.cols(), new Path(directory, COL_FEATURES), hadoop)
          .ifPresent(digest -> metadata.put(COL_FEATURES_DIGEST, digest));
    }
    ModelSideWriter.write(cols, 0, new Path(directory, COLS), hadoop);
    metadata.put(COLS_DIGEST, cols.digest());
    try (OutputStream out = files.create(new Path(directory, METADATA), false)) {
      out.write(JSON.writeValueAsBytes(SealedJson.sealed(metadata)));
      out.write('\n');
    }
  }

  /** A table like those of rows and columns, by names of features; none where there are none. */
  private static Optional<String> saveFeatures(
      List<String> names, Matrix factor, Path file, Configuration hadoop) throws IOException {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    double[] ones = new double[names.size()];
    Arrays.fill(ones, 1);
    ModelSide side =
        new ModelSide(
            IdIndex.ofStrings(names.toArray(String[]::new)), factor, ones, new double[ones.length]);
    ModelSideWriter.write(side, 0, file, hadoop);
    return Optional.of(side.digest());
  }

  private static Matrix features(
      SparkSession spark, List<String> names, Path file, JsonNode digest, int width) {
    if (names.isEmpty()) {
      return Matrix.zeros(0, width);
    }
    ModelSide side =
        ModelSideReader.read(spark, file.toString(), IdIndex.Kind.STRING, names.size(), width);
    requireDigest(file, digest, side);
    return side.factor();
  }

  private static LowRankMatrix withFeatures(
      SparkSession spark, Path directory, JsonNode tree, ModelMetadata metadata, LowRankMatrix of) {
    ModelMetadata.Measured measured = metadata.measured();
    ModelMetadata.Ids ids = measured == null ? null : measured.ids();
    if (ids == null) {
      return of;
    }
    int width = metadata.width();
    Path rows = new Path(directory, ROW_FEATURES);
    Path cols = new Path(directory, COL_FEATURES);
    return of.withFeatures(
        new FeatureFactors(
            ids.rowFeatures(),
            features(spark, ids.rowFeatures(), rows, tree.path(ROW_FEATURES_DIGEST), width),
            ids.colFeatures(),
            features(spark, ids.colFeatures(), cols, tree.path(COL_FEATURES_DIGEST), width)));
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
      Path directory = find(FilePaths.of(location), spark.sparkContext().hadoopConfiguration());
      ObjectNode metadata = metadata(directory, spark.sparkContext().hadoopConfiguration());
      return load(spark, directory, metadata);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          Shown.path(location) + ": cannot be read: " + SparkErrors.line(e), e);
    }
  }

  private static LowRankModel load(SparkSession spark, Path directory, ObjectNode tree) {
    Path file = new Path(directory, METADATA);
    ModelMetadata metadata;
    try {
      metadata = JSON.treeToValue(tree, ModelMetadata.class);
    } catch (JsonProcessingException e) {
      throw damaged(file, SparkErrors.line(e), e);
    }
    if (!metadata.isSound()) {
      throw damaged(file, "values are missing or out of range", null);
    }
    int width = metadata.width();
    Path rowFile = new Path(directory, ROWS);
    Path colFile = new Path(directory, COLS);
    ModelSide cols =
        ModelSideReader.read(spark, colFile.toString(), metadata.colIds(), metadata.cols(), width);
    requireDigest(colFile, tree.path(COLS_DIGEST), cols);
    String rows = rowFile.toString();
    Supplier<LowRankMatrix> matrix =
        () -> {
          ModelSide side =
              ModelSideReader.read(spark, rows, metadata.rowIds(), metadata.rows(), width);
          requireDigest(rowFile, tree.path(ROWS_DIGEST), side);
          boolean biases = metadata.entries().center() == CenteringKind.BIASES;
          return withFeatures(
              spark,
              directory,
              tree,
              metadata,
              ModelSide.matrix(side, cols, metadata.mean(), biases, metadata.valueMean()));
        };
    return tree.path(ROWS_DIGEST).isArray()
        ? new StoredModel(
            metadata, matrix, cols, () -> ModelSideReader.table(spark, rows, metadata.rowIds()))
        : new LowRankModel(metadata, matrix.get());
  }

  private static Path find(Path location, Configuration hadoop) throws IOException {
    FileSystem files = FilePaths.system(location, hadoop);
    if (!files.exists(location)) {
      throw new InvalidInputException(Shown.path(location.toString()) + ": no such model");
    }
    Path inside = new Path(location, "model");
    Path directory = files.exists(new Path(inside, METADATA)) ? inside : location;
    for (String name : new String[] {METADATA, ROWS, COLS}) {
      if (!files.exists(new Path(directory, name))) {
        throw new InvalidInputException(
            Shown.path(directory.toString()) + " is not a model: it holds no " + name);
      }
    }
    return directory;
  }

  private static ObjectNode metadata(Path directory, Configuration hadoop) throws IOException {
    Path file = new Path(directory, METADATA);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      JsonNode tree = JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!(tree instanceof ObjectNode object)) {
        throw damaged(file, "it is no object", null);
      }
      requireKnownFormat(directory, tree);
      if (SealedJson.isSealed(object) && !SealedJson.unseal(object)) {
        throw damaged(file, "it is not what was written", null);
      }
      return object;
    } catch (JsonProcessingException e) {
      throw damaged(file, SparkErrors.line(e), e);
    }
  }

  /** A digest of the whole side, of each of its files, or none in old models. */
  private static void requireDigest(Path file, JsonNode written, ModelSide side) {
    boolean same =
        written.isArray()
            ? partsAreSame(written, side)
            : written.isMissingNode() || written.asText().equals(side.digest());
    if (!same) {
      throw damaged(file, "ids or numbers are not what was written", null);
    }
  }

  private static boolean partsAreSame(JsonNode parts, ModelSide side) {
    int start = 0;
    for (JsonNode part : parts) {
      int end = start + part.path("rows").asInt();
      if (end > side.ids().size()
          || !side.digest(start, end).equals(part.path("digest").asText())) {
        return false;
      }
      start = end;
    }
    return start == side.ids().size();
  }

  private static InvalidInputException damaged(
      Path file, String problem, @Nullable Exception cause) {
    String text = file + " is damaged: " + problem;
    return cause == null ? new InvalidInputException(text) : new InvalidInputException(text, cause);
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
