package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.optim.VariableProjection;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.model.PlacedModel;

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
