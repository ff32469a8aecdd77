package org.overrank.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.sql.SparkSession;
import org.json4s.JObject;
import org.json4s.JString;
import org.json4s.JValue;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankModel;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.table.FilePaths;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The directory of a saved model: Spark ML's {@code metadata}, and beside it what {@code overrank
 * fit} writes, {@code model}, {@code summary.json} and {@code trace.csv}, so that {@code overrank
 * predict} and {@code certify} take the same directory.
 */
final class ModelFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "model";
  private static final String SUMMARY = "summary.json";
  private static final String TRACE = "trace.csv";

  private final SparkSession session;
  private final Path directory;
  private final Configuration hadoop;

  ModelFiles(SparkSession session, String path) {
    this.session = session;
    this.directory = FilePaths.of(path);
    this.hadoop = session.sparkContext().hadoopConfiguration();
  }

  /**
   * Writes a model.
   *
   * @param stage its params
   * @param words what else the stage has to know
   * @param model the matrix
   * @param summary how the fit went, or null where there was none
   */
  void save(
      Params stage,
      Map<String, String> words,
      LowRankModel model,
      @Nullable TrainingSummary summary) {
    saveParams(stage, words);
    try {
      ModelStore.save(model, new Path(directory, MODEL), hadoop);
      if (summary != null) {
        write(SUMMARY, SummaryJson.write(summary.numbers()));
        write(TRACE, TraceCsv.write(summary.trace()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory, e);
    }
  }

  /** Writes a stage's params. */
  void saveParams(Params stage, Map<String, String> words) {
    List<Tuple2<String, JValue>> fields = new ArrayList<>();
    words.forEach((name, word) -> fields.add(new Tuple2<>(name, new JString(word))));
    DefaultParamsWriter$.MODULE$.saveMetadata(
        stage,
        directory.toString(),
        session,
        Option.apply(new JObject(CollectionConverters.asScala(fields).toList())));
  }

  /** Reads Spark ML's metadata. */
  DefaultParamsReader.Metadata metadata(Class<?> stage) {
    return DefaultParamsReader$.MODULE$.loadMetadata(
        directory.toString(), session, stage.getName());
  }

  /** Sets a stage's params as they were saved. */
  static <P extends Params> P withParams(P stage, DefaultParamsReader.Metadata metadata) {
    metadata.getAndSetParams(stage, Option.empty());
    return stage;
  }

  /** A word that was saved beside the params. */
  String word(DefaultParamsReader.Metadata metadata, String name) {
    try {
      JsonNode word = JSON.readTree(metadata.metadataJson()).path(name);
      if (word.isTextual()) {
        return word.textValue();
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(directory + ": its metadata is damaged", e);
    }
    throw new InvalidInputException(directory + ": its metadata has no \"" + name + "\"");
  }

  LowRankModel model() {
    return ModelStore.load(session, new Path(directory, MODEL).toString());
  }

  /** How the fit went, or null where nothing was saved of that. */
  @Nullable TrainingSummary summary() {
    try {
      Path file = new Path(directory, SUMMARY);
      if (!file.getFileSystem(hadoop).exists(file)) {
        return null;
      }
      FitSummary numbers = SummaryJson.read(text(SUMMARY), file.toString());
      return new TrainingSummary(numbers, TraceCsv.read(text(TRACE), TRACE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  private String text(String name) throws IOException {
    Path file = new Path(directory, name);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(String name, String text) throws IOException {
    FileSystem files = directory.getFileSystem(hadoop);
    try (OutputStream out = files.create(new Path(directory, name), false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
