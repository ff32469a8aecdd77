package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.cli.options.Location;
import org.overrank.cli.output.FitFiles;
import org.overrank.cli.output.OwnOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.model.ValueRange;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.optim.VariableProjection;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.MatrixByRange;
import org.overrank.spark.model.Evaluator;
import org.overrank.spark.model.ManyRecommendations;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.model.PlacedModel;
import org.overrank.spark.model.Predictor;
import org.overrank.spark.model.Recommender;
import org.overrank.spark.model.StoredModel;
import org.overrank.spark.table.CsvText;
import org.overrank.spark.table.TableFiles;

/** Models whose rows are never brought together: from the fit to the files and back. */
class RowsInPlaceModelTest {
  private static final int ROWS = 60;
  private static final int COLS = 12;

  @TempDir Path directory;

  private EntriesRequest request(Regularizer regularizer, CenteringKind center, double holdout)
      throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of("user,item,rating"));
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (random.nextDouble() < 0.5) {
          double value = Math.sin(a) * Math.cos(b) + a % 3 + 0.1 * random.nextGaussian();
          lines.add("u" + a + "," + b + "," + 1000 * value);
        }
      }
    }
    Path table = directory.resolve("table.csv");
    Files.write(table, lines);
    EntryOptions how =
        new EntryOptions(
            BadRowPolicy.FAIL, DuplicatePolicy.ERROR, 4, holdout, 7, center, regularizer);
    return new EntriesRequest(
        EntrySource.of(table.toString()).withColumns("user", "item", "rating"), how, "table.csv");
  }

  private static Run.Outcome outcome(Run run, double lambda) {
    FitSettings settings =
        run.settings(
            FitSettings.builder()
                .lambda(lambda)
                .searchRank(5)
                .solver(SolverKind.VARIABLE_PROJECTION)
                .relativeGap(1e-4),
            null,
            "model");
    VariableProjection inPlace = new VariableProjection(0);
    FitResult found = new Fit(run.objective(), run.objective(), settings, inPlace, row -> {}).run();
    assertThat(found.factors().isImplied()).isTrue();
    return run.outcome(settings, found, 1, System.nanoTime());
  }

  private LowRankModel saved(LowRankModel model) throws IOException {
    Path place = directory.resolve("model");
    ModelStore.save(
        model,
        new org.apache.hadoop.fs.Path(place.toString()),
        LocalSpark.session().sparkContext().hadoopConfiguration());
    return ModelStore.load(LocalSpark.session(), place.toString());
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, NONE, 0", "WEIGHTED, BIASES, 0", "PLAIN, MEAN, 0.3"})
  void partitionsWriteWhatTheDriverWouldHave(
      Regularizer regularizer, CenteringKind center, double holdout) throws IOException {
    try (Run run =
        Run.on(LocalSpark.session(), request(regularizer, center, holdout), System.nanoTime())) {
      Run.Outcome found = outcome(run, 3);
      assertThat(found.model()).isInstanceOf(PlacedModel.class);
      assertThat(found.summary().errors().holdoutRmse() == null).isEqualTo(holdout == 0);
      LowRankModel read = saved(found.model());
      assertThat(read.metadata()).isEqualTo(found.model().metadata());
      requireSame(read.matrix(), found.model().matrix());
      try (Stream<Path> files = Files.list(directory.resolve("model/rows.parquet"))) {
        assertThat(files.map(file -> file.getFileName().toString()).filter(n -> !n.startsWith(".")))
            .containsExactlyInAnyOrder(
                "part-00000.parquet",
                "part-00001.parquet",
                "part-00002.parquet",
                "part-00003.parquet");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, MEAN", "WEIGHTED, BIASES"})
  void whatWasHeldOut_isComparedWhereTheRowsAre(Regularizer regularizer, CenteringKind center)
      throws IOException {
    try (Run run =
        Run.on(LocalSpark.session(), request(regularizer, center, 0.3), System.nanoTime())) {
      Run.Outcome found = outcome(run, 3);
      LowRankMatrix whole = found.model().matrix();
      EntryData data = (EntryData) run.data();
      ValueRange clip = new ValueRange(-1500, 2500);
      HeldOutMatrix there = HeldOutMatrix.of(found.model(), data, clip);
      HeldOutMatrix here = new HeldOutMatrix(() -> whole, null, data, clip);
      try (MatrixByRange placed = there.byRange(data);
          MatrixByRange sent = here.byRange(data)) {
        assertThat(data.judge(placed, clip)).isNotNull().isEqualTo(data.judge(sent, clip));
        List<String> told = new ArrayList<>();
        data.forEachHeldOut(
            placed,
            clip,
            (row, col, value, predicted) -> {
              told.add(row + " " + col + " " + value);
              int index = whole.rows().indexOf(row);
              assertThat(predicted).isEqualTo(clip.clip(whole.predict(index, col)));
            });
        assertThat(told).doesNotHaveDuplicates().hasSize((int) data.knownHeldOut());
      }
      LowRankMatrix earlier = outcome(run, 30).model().matrix();
      assertThat(Gate.of(there, earlier, 1)).isEqualTo(Gate.of(here, earlier, 1));
    }
  }

  @Test
  void noFileOfAFit_needsTheRowsOnTheDriver() throws IOException {
    EntriesRequest request = request(Regularizer.WEIGHTED, CenteringKind.BIASES, 0.3);
    try (Run run = Run.on(LocalSpark.session(), request, System.nanoTime())) {
      Run.Outcome found = outcome(run, 3);
      LowRankModel placed =
          new PlacedModel(
              found.model().metadata(),
              () -> {
                throw new AssertionError("the matrix was brought to the driver");
              },
              (EntryData) run.data(),
              found.result().factors());
      Run.Outcome guarded = new Run.Outcome(found.result(), found.summary(), placed);
      HeldOutMatrix heldOut = HeldOutMatrix.of(placed, run.data(), ValueRange.ALL);
      Path output = directory.resolve("out");
      try (StagedOutput staged =
          StagedOutput.at(
              new Location(output.toString(), output.toString()),
              false,
              OwnOutput.FIT,
              LocalSpark.session().sparkContext().hadoopConfiguration())) {
        new FitFiles(staged, LocalSpark.session(), false)
            .write(
                guarded,
                run.data(),
                request,
                new PredictionRule(ColdPolicy.MEAN, ValueRange.ALL, 0),
                heldOut,
                run.picture(guarded, heldOut));
      }
      assertThat(Files.readAllLines(output.resolve("holdout.csv")))
          .hasSize(1 + (int) run.data().knownHeldOut());
      requireSame(
          ModelStore.load(LocalSpark.session(), output.toString()).matrix(),
          found.model().matrix());
    }
  }

  private static void requireSame(LowRankMatrix read, LowRankMatrix made) {
    assertThat(read.factors().left()).isEqualTo(made.factors().left());
    assertThat(read.factors().right()).isEqualTo(made.factors().right());
    for (int a = 0; a < ROWS; a++) {
      assertThat(read.rows().idAt(a)).isEqualTo(made.rows().idAt(a));
      for (int b = 0; b < COLS; b++) {
        assertThat(read.predict(a, b)).isEqualTo(made.predict(a, b));
      }
      assertThat(read.predict(a, -1)).isEqualTo(made.predict(a, -1));
      assertThat(read.isKnownRow(a)).isEqualTo(made.isKnownRow(a));
    }
  }

  @Test
  void rowsOfAStoredModel_comeToThePartitionsThatSpeakOfThem() throws IOException {
    try (Run run =
        Run.on(
            LocalSpark.session(),
            request(Regularizer.WEIGHTED, CenteringKind.BIASES, 0),
            System.nanoTime())) {
      LowRankModel stored = saved(outcome(run, 3).model());
      assertThat(stored).isInstanceOf(StoredModel.class);
      LowRankModel whole = new LowRankModel(stored.metadata(), stored.matrix());
      Path cells = directory.resolve("cells.csv");
      Files.writeString(
          cells,
          "note,user,item,rating\n\"a, b\",u7,3,1\n,u59,11,2\n,nobody,3,\n ,u0,99,3\n,u7,4,5\n");
      for (ColdPolicy cold : List.of(ColdPolicy.MEAN, ColdPolicy.DROP)) {
        assertThat(predicted(cells, stored, cold)).isEqualTo(predicted(cells, whole, cold));
        assertThat(predictedRows(cells, stored, cold))
            .isEqualTo(predictedRows(cells, whole, cold))
            .hasSize(cold == ColdPolicy.MEAN ? 5 : 3);
      }
      assertThat(evaluated(stored)).isEqualTo(evaluated(whole));
      requireSameRecommendations((StoredModel) stored, null, null);
      requireSameRecommendations(
          (StoredModel) stored,
          List.of("u7", "nobody", "u59", "u0"),
          LocalSpark.session().sql("select * from values ('u7', 3L), ('u59', 99L)").javaRDD());
    }
  }

  private static void requireSameRecommendations(
      StoredModel model, @Nullable List<String> only, @Nullable JavaRDD<Row> seen) {
    LowRankMatrix matrix = model.matrix();
    int[] rows =
        only == null
            ? IntStream.range(0, ROWS).toArray()
            : only.stream().mapToInt(matrix.rows()::indexOf).filter(a -> a >= 0).sorted().toArray();
    Dataset<Row> wanted =
        only == null
            ? null
            : LocalSpark.session().createDataset(only, Encoders.STRING()).distinct().toDF();
    List<String> names = List.of("user", "item", "rank", "prediction");
    try (Recommender few = new Recommender(LocalSpark.session(), matrix, rows);
        ManyRecommendations many = new ManyRecommendations(LocalSpark.session(), model, wanted)) {
      assertThat(many.rows()).isEqualTo(rows.length);
      assertThat(many.table(3, ValueRange.ALL, seen, names).collectAsList())
          .isEqualTo(few.table(3, ValueRange.ALL, seen, names).collectAsList())
          .hasSize(3 * rows.length);
    }
  }

  private static List<String> predicted(Path cells, LowRankModel model, ColdPolicy cold) {
    try (Predictor predictor =
        new Predictor(LocalSpark.context(), model, PredictionRule.plain(cold))) {
      CsvText text = Objects.requireNonNull(table(cells).csvText(List.of("user", "item")));
      List<String> lines =
          predictor.append(text, "user", "item").collect().stream()
              .map(line -> new String(line, StandardCharsets.UTF_8))
              .toList();
      assertThat(predictor.coldCells()).isEqualTo(2);
      return lines;
    }
  }

  private static List<Row> predictedRows(Path cells, LowRankModel model, ColdPolicy cold) {
    try (Predictor predictor =
        new Predictor(LocalSpark.context(), model, PredictionRule.plain(cold))) {
      Dataset<Row> table = LocalSpark.session().read().option("header", true).csv(cells.toString());
      return predictor.append(table, "user", "item", List.of("p")).collectAsList();
    }
  }

  private static TableFiles table(Path file) {
    return TableFiles.open(
        LocalSpark.session(), file.toString(), TableFormat.CSV, TextDialect.USUAL);
  }

  private String evaluated(LowRankModel model) {
    Path table = directory.resolve("table.csv");
    Evaluator.Evaluation found =
        Evaluator.of(
            table(table),
            EntrySource.of(table.toString()).withColumns("user", "item", "rating"),
            "item",
            BadRowPolicy.FAIL,
            model,
            PredictionRule.plain(ColdPolicy.MEAN));
    return found.all().errors().rmse() + " " + found.groups().size();
  }

  @Test
  void aFileOfAnotherModel_isFoundOut() throws IOException {
    EntriesRequest request = request(Regularizer.PLAIN, CenteringKind.NONE, 0);
    try (Run run = Run.on(LocalSpark.session(), request, System.nanoTime())) {
      saved(outcome(run, 3).model());
      Path here = directory.resolve("model");
      Path kept = Files.move(here, directory.resolve("kept"));
      saved(outcome(run, 30).model());
      for (String name : List.of("part-00002.parquet", ".part-00002.parquet.crc")) {
        Path other = here.resolve("rows.parquet").resolve(name);
        if (Files.deleteIfExists(other)) {
          Files.copy(kept.resolve("rows.parquet").resolve(name), other);
        }
      }
      assertThatThrownBy(
              () ->
                  Objects.requireNonNull(
                      ModelStore.load(LocalSpark.session(), here.toString()).matrix()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("rows.parquet is damaged");
    }
  }
}
