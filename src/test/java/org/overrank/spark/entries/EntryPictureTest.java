package org.overrank.spark.entries;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.LineErrors;
import org.overrank.data.picture.Picture;
import org.overrank.data.picture.Predictions;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** What a page shows of a table; each number is computed again by a plain loop over all cells. */
final class EntryPictureTest {
  private static final int ROWS = 130;
  private static final int COLS = 7;

  @TempDir Path directory;

  private static boolean isMeasured(int a, int b) {
    return (7 * a + 3 * b) % 5 < 2;
  }

  private static double value(int a, int b) {
    return Math.rint(1000 * (20 + 5 * Math.sin(a / 6.0) + b + GaussianNumbers.at(4, 1, a, b)))
        / 1000;
  }

  private static String day(int a) {
    return String.format(Locale.ROOT, "20%02d-%02d", a / 12, 1 + a % 12);
  }

  /** Their texts are not in the order of their numbers. */
  private static String hour(int b) {
    return "hour " + (4 + 2 * b);
  }

  private EntryData read(double holdout, Regularizer regularizer, CenteringKind center)
      throws IOException {
    StringBuilder csv = new StringBuilder("day,hour,level,w\n");
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (isMeasured(a, b)) {
          csv.append(day(a) + "," + hour(b) + "," + value(a, b) + "," + (1 + (a + b) % 3) + "\n");
        }
      }
    }
    Path table = Files.writeString(directory.resolve("table.csv"), csv.toString());
    return EntryReader.read(
        LocalSpark.session(),
        EntrySource.of(table.toString()).withColumns("day", "hour", "level").withWeight("w"),
        EntryOptions.defaults()
            .withHoldout(holdout, 1)
            .withCenter(center)
            .withRegularizer(regularizer)
            .withPartitions(5));
  }

  private static LowRankMatrix matrix(EntryData data) {
    Matrix left = Matrix.zeros(data.rows().size(), 2);
    Matrix right = Matrix.zeros(data.cols().size(), 2);
    for (int i = 0; i < left.data().length; i++) {
      left.data()[i] = 2 * GaussianNumbers.at(9, 1, i, 0);
    }
    for (int i = 0; i < right.data().length; i++) {
      right.data()[i] = 2 * GaussianNumbers.at(9, 2, i, 0);
    }
    return new LowRankMatrix(
        data.rows(),
        data.cols(),
        new Factors(left, right),
        data.scales(),
        data.centering(),
        data.valueMean());
  }

  @ParameterizedTest
  @CsvSource({"0, PLAIN, NONE", "0, WEIGHTED, BIASES", "0.3, PLAIN, MEAN", "0.3, WEIGHTED, BIASES"})
  void tilesAreTheMeansOfTheirCells(double holdout, Regularizer regularizer, CenteringKind center)
      throws IOException {
    try (EntryData data = read(holdout, regularizer, center)) {
      LowRankMatrix matrix = matrix(data);
      HeatMap map = data.map(matrix, ValueRange.ALL);
      assertThat(map.rowLabels()).hasSize(60).startsWith("2000-01", "2000-04", "2000-06");
      assertThat(map.colLabels())
          .containsExactly(
              "hour 4", "hour 6", "hour 8", "hour 10", "hour 12", "hour 14", "hour 16");
      for (int i = 0; i < 60; i++) {
        for (int b = 0; b < COLS; b++) {
          long measured = 0;
          double sum = 0;
          double completed = 0;
          int cells = 0;
          for (int a = 0; a < ROWS; a++) {
            if (a * 60 / ROWS == i) {
              int col = data.cols().indexOf(hour(b));
              measured += isMeasured(a, b) ? 1 : 0;
              sum += isMeasured(a, b) ? value(a, b) : 0;
              if (matrix.isKnownRow(a) && matrix.isKnownCol(col)) {
                completed += isMeasured(a, b) ? value(a, b) : matrix.predict(a, col);
                cells++;
              }
            }
          }
          int tile = i * COLS + b;
          assertThat(map.measured().get(tile)).isEqualTo(measured);
          if (measured == 0) {
            assertThat(map.before().get(tile)).isNull();
          } else {
            assertThat(map.before().get(tile)).isCloseTo(sum / measured, within(2e-4));
          }
          if (cells == 0) {
            assertThat(map.after().get(tile)).isNull();
          } else {
            assertThat(map.after().get(tile)).isCloseTo(completed / cells, within(2e-4));
          }
        }
      }
    }
  }

  @Test
  void tilesWithoutAMeasurementAreClippedAsPredictionsAre() throws IOException {
    try (EntryData data = read(0, Regularizer.PLAIN, CenteringKind.MEAN)) {
      HeatMap map = data.map(matrix(data), new ValueRange(21, 22));
      for (int tile = 0; tile < map.after().size(); tile++) {
        if (map.before().get(tile) == null) {
          assertThat(map.after().get(tile)).isBetween(21.0, 22.0);
        }
      }
      assertThat(map.before()).containsNull();
    }
  }

  @Test
  void heldOutCellsAreShown_andTheWorstRowsAndColumnsAreTheirs() throws IOException {
    try (EntryData data = read(0.3, Regularizer.PLAIN, CenteringKind.BIASES)) {
      LowRankMatrix matrix = matrix(data);
      Predictions shown = data.predictions(matrix, ValueRange.ALL);
      Map<String, double[]> rows = new TreeMap<>();
      Map<String, double[]> cols = new TreeMap<>();
      long count = 0;
      HeldOutCells cells = requireNonNull(data.heldOutCells());
      for (SortedEntries block : cells.values().collect()) {
        for (int k = 0; k < block.range().size(); k++) {
          for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
            int row = block.range().start() + k;
            int col = block.cols()[e];
            if (!matrix.isKnownRow(row) || !matrix.isKnownCol(col)) {
              continue;
            }
            double actual = Math.scalb(block.values()[e], cells.unit());
            double error = matrix.predict(row, col) - actual;
            add(rows, data.rows().idAt(row).toString(), error);
            add(cols, data.cols().idAt(col).toString(), error);
            count++;
          }
        }
      }
      assertThat(shown.heldOut()).isTrue();
      assertThat(shown.count()).isEqualTo(count).isEqualTo(shown.shown());
      assertThat(shown.points()).hasSize((int) count);
      areTheWorst(requireNonNull(shown.rows()), rows);
      areTheWorst(requireNonNull(shown.cols()), cols);
    }
  }

  private static void add(Map<String, double[]> lines, String id, double error) {
    double[] sums = lines.computeIfAbsent(id, key -> new double[2]);
    sums[0]++;
    sums[1] += error * error;
  }

  private static void areTheWorst(LineErrors errors, Map<String, double[]> lines) {
    double least = Double.POSITIVE_INFINITY;
    for (LineErrors.Line line : errors.worst()) {
      double[] sums = lines.remove(line.id());
      assertThat(line.count()).isEqualTo((long) sums[0]).isGreaterThanOrEqualTo(errors.least());
      assertThat(line.rmse()).isCloseTo(Math.sqrt(sums[1] / sums[0]), within(1e-4));
      least = Math.min(least, line.rmse());
    }
    for (double[] sums : lines.values()) {
      if (sums[0] >= errors.least()) {
        assertThat(Math.sqrt(sums[1] / sums[0])).isLessThan(least + 1e-4);
      }
    }
  }

  @Test
  void withoutAHoldOutTheFittedCellsAreShown() throws IOException {
    try (EntryData data = read(0, Regularizer.WEIGHTED, CenteringKind.BIASES)) {
      Predictions shown = data.predictions(matrix(data), ValueRange.ALL);
      assertThat(shown.heldOut()).isFalse();
      assertThat(shown.count()).isEqualTo(data.counts().train());
      assertThat(requireNonNull(shown.points()).get(0).get(0)).isEqualTo(value(0, 5));
      assertThat(requireNonNull(shown.rows()).worst()).hasSize(10);
    }
  }

  @Test
  void theFileGivesThePictureBack() throws IOException {
    try (EntryData data = read(0.3, Regularizer.PLAIN, CenteringKind.BIASES)) {
      Picture picture =
          new Picture(
              data.predictions(matrix(data), ValueRange.ALL),
              data.map(matrix(data), ValueRange.ALL));
      assertThat(Picture.read(picture.json(), "here")).isEqualTo(picture);
    }
  }
}
