package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
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
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** A matrix beside plain baselines on held-out cells; each is computed again by a plain loop. */
final class HoldoutJudgeTest {
  private static final int ROWS = 40;
  private static final int COLS = 6;

  @TempDir Path directory;

  /** One measured cell. */
  private record Cell(int row, int col, double value, double weight, boolean heldOut) {}

  private static String day(int row) {
    return String.format(Locale.ROOT, "2024-%02d-%02d", 1 + row / 28, 1 + row % 28);
  }

  /** Two stations of three hours each, whose texts are not in the order of their hours. */
  private static String hour(int col) {
    return "station " + "AB".charAt(col / 3) + " " + (3 * (col % 3) + 6) + "h";
  }

  private EntryData read(Regularizer regularizer, CenteringKind center, int partitions)
      throws IOException {
    StringBuilder csv = new StringBuilder("day,hour,level,w\n");
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        double value = 20 + 5 * Math.sin(a / 6.0) + b + GaussianNumbers.at(4, 1, a, b);
        if ((7 * a + 3 * b) % 5 != 0) {
          csv.append(
              String.format(Locale.ROOT, "%s,%s,%s,%d%n", day(a), hour(b), value, 1 + (a + b) % 3));
        }
      }
    }
    Path table = Files.writeString(directory.resolve("table.csv"), csv.toString());
    EntryOptions options =
        EntryOptions.defaults()
            .withHoldout(0.2, 1)
            .withCenter(center)
            .withRegularizer(regularizer)
            .withPartitions(partitions);
    return EntryReader.read(
        LocalSpark.session(),
        EntrySource.of(table.toString()).withColumns("day", "hour", "level").withWeight("w"),
        options);
  }

  private static LowRankMatrix matrix(EntryData data) {
    Matrix left = Matrix.zeros(data.rows().size(), 1);
    Matrix right = Matrix.zeros(data.cols().size(), 1);
    for (int a = 0; a < left.rows(); a++) {
      left.set(a, 0, Math.sin(a / 6.0));
    }
    for (int b = 0; b < right.rows(); b++) {
      right.set(b, 0, 4 + b);
    }
    return new LowRankMatrix(
        data.rows(),
        data.cols(),
        new Factors(left, right),
        data.scales(),
        data.centering(),
        data.valueMean());
  }

  /** The table as it was written, with what was held out. */
  private List<Cell> cells(EntryData data) throws IOException {
    Map<List<Integer>, Double> held = new TreeMap<>((x, y) -> x.toString().compareTo(y.toString()));
    for (SortedEntries block : Objects.requireNonNull(data.heldOutCells()).values().collect()) {
      for (int k = 0; k < block.range().size(); k++) {
        for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
          held.put(
              List.of(block.range().start() + k, block.cols()[e]),
              Math.scalb(block.values()[e], data.heldOutCells().unit()));
        }
      }
    }
    List<Cell> cells = new ArrayList<>();
    for (String line :
        Files.readAllLines(directory.resolve("table.csv")).stream().skip(1).toList()) {
      String[] words = line.split(",", -1);
      int row = data.rows().indexOf(words[0]);
      int col = data.cols().indexOf(words[1]);
      double value = Double.parseDouble(words[2]);
      Double out = held.remove(List.of(row, col));
      // What was held out is what the table says, to the bit.
      assertThat(out == null ? value : out).isEqualTo(value);
      cells.add(new Cell(row, col, value, Double.parseDouble(words[3]), out != null));
    }
    assertThat(held).isEmpty();
    return cells;
  }

  private static double mean(List<Cell> cells) {
    double weights = cells.stream().mapToDouble(Cell::weight).sum();
    return cells.stream().mapToDouble(c -> c.weight * c.value).sum() / weights;
  }

  private static List<Cell> those(List<Cell> cells, java.util.function.Predicate<Cell> which) {
    return cells.stream().filter(which).toList();
  }

  /** The nearest of a line before and after a position, and the value between them. */
  private static double[] between(
      List<Cell> line, double position, ToDoubleFunction<Cell> positions) {
    Cell before = null;
    Cell after = null;
    for (Cell cell : line) {
      double at = positions.applyAsDouble(cell);
      if (at < position && (before == null || at > positions.applyAsDouble(before))) {
        before = cell;
      }
      if (at > position && (after == null || at < positions.applyAsDouble(after))) {
        after = cell;
      }
    }
    if (before == null || after == null) {
      double only = before != null ? before.value : Objects.requireNonNull(after).value;
      return new double[] {only, only};
    }
    double from = positions.applyAsDouble(before);
    double share = (position - from) / (positions.applyAsDouble(after) - from);
    return new double[] {before.value, before.value + share * (after.value - before.value)};
  }

  private static double dayOf(EntryData data, Cell cell) {
    return java.time.LocalDate.parse(data.rows().idAt(cell.row).toString()).toEpochDay();
  }

  private static double hourOf(EntryData data, Cell cell) {
    return Double.parseDouble(data.cols().idAt(cell.col).toString().replaceAll("\\D", ""));
  }

  private static char stationOf(EntryData data, Cell cell) {
    return data.cols().idAt(cell.col).toString().charAt(8);
  }

  private static Map<String, ToDoubleFunction<Cell>> oracles(EntryData data, List<Cell> train) {
    double mean = mean(train);
    double[][] biases = biases(train, mean);
    Map<String, ToDoubleFunction<Cell>> all = new TreeMap<>();
    all.put("mean", c -> mean);
    all.put("row-means", c -> mean(those(train, t -> t.row == c.row)));
    all.put("column-means", c -> mean(those(train, t -> t.col == c.col)));
    all.put("biases", c -> mean + biases[0][c.row] + biases[1][c.col]);
    ToDoubleFunction<Cell> day = c -> dayOf(data, c);
    all.put(
        "previous-row",
        c -> between(those(train, t -> t.col == c.col), day.applyAsDouble(c), day)[0]);
    all.put(
        "between-rows",
        c -> between(those(train, t -> t.col == c.col), day.applyAsDouble(c), day)[1]);
    ToDoubleFunction<Cell> hour = c -> hourOf(data, c);
    all.put(
        "between-columns",
        c -> {
          List<Cell> line =
              those(train, t -> t.row == c.row && stationOf(data, t) == stationOf(data, c));
          return line.isEmpty()
              ? mean(those(train, t -> t.row == c.row))
              : between(line, hour.applyAsDouble(c), hour)[1];
        });
    all.put(
        "like-columns",
        c -> {
          List<Cell> likes =
              those(train, t -> t.row == c.row && hourOf(data, t) == hourOf(data, c));
          return mean(likes.isEmpty() ? those(train, t -> t.row == c.row) : likes);
        });
    ToDoubleFunction<Cell> between = all.get("between-columns");
    ToDoubleFunction<Cell> likes = all.get("like-columns");
    all.put(
        "between-and-like-columns", c -> (between.applyAsDouble(c) + likes.applyAsDouble(c)) / 2);
    return all;
  }

  /** Alternating damped means, as {@code BiasFit} says. */
  private static double[][] biases(List<Cell> train, double mean) {
    double ridge = 5 * train.stream().mapToDouble(Cell::weight).average().orElseThrow();
    double[][] b = new double[2][ROWS + COLS];
    for (int round = 0; round < 10; round++) {
      for (int side = 0; side < 2; side++) {
        for (int i = 0; i < b[side].length; i++) {
          double sum = 0;
          double weights = ridge;
          for (Cell c : train) {
            if ((side == 0 ? c.row : c.col) == i) {
              double other = side == 0 ? b[1][c.col] : b[0][c.row];
              sum += c.weight * (c.value - mean - other);
              weights += c.weight;
            }
          }
          b[side][i] = sum / weights;
        }
      }
    }
    return b;
  }

  private static Offset<Double> about(double value) {
    return within(1e-11 * Math.abs(value) + 1e-13);
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, NONE, 1", "PLAIN, MEAN, 3", "WEIGHTED, BIASES, 4", "WEIGHTED, NONE, 3"})
  void everyErrorIsThatOfAPlainLoop(Regularizer regularizer, CenteringKind center, int partitions)
      throws IOException {
    try (EntryData data = read(regularizer, center, partitions)) {
      LowRankMatrix matrix = matrix(data);
      ValueRange clip = new ValueRange(15, 27);
      HoldoutJudgement found = Objects.requireNonNull(data.judge(matrix, clip));
      List<Cell> cells = cells(data);
      List<Cell> held = those(cells, Cell::heldOut);
      Map<String, ToDoubleFunction<Cell>> oracles =
          oracles(data, those(cells, cell -> !cell.heldOut));
      assertThat(found.rivals())
          .extracting(HoldoutJudgement.Rival::name)
          .containsExactlyInAnyOrderElementsOf(oracles.keySet());
      ToDoubleFunction<Cell> own = c -> Math.min(27, Math.max(15, matrix.predict(c.row, c.col)));
      check(found.errors(), held, own);
      for (HoldoutJudgement.Rival rival : found.rivals()) {
        ToDoubleFunction<Cell> oracle = Objects.requireNonNull(oracles.get(rival.name()));
        check(rival.errors(), held, oracle);
        checkGain(rival, held, own, oracle);
      }
      List<Double> residuals =
          held.stream().map(c -> Math.abs(c.value - own.applyAsDouble(c))).sorted().toList();
      assertThat(found.residuals().values()).isEqualTo(residuals);
    }
  }

  private static void check(
      org.overrank.data.model.Errors errors, List<Cell> held, ToDoubleFunction<Cell> predicted) {
    double squares = 0;
    double absolutes = 0;
    double spread = 0;
    double mean = held.stream().mapToDouble(Cell::value).average().orElseThrow();
    for (Cell cell : held) {
      double error = cell.value - predicted.applyAsDouble(cell);
      squares += error * error;
      absolutes += Math.abs(error);
      spread += (cell.value - mean) * (cell.value - mean);
    }
    assertThat(errors.count()).isEqualTo(held.size());
    assertThat(errors.rmse()).isCloseTo(Math.sqrt(squares / held.size()), about(10));
    assertThat(errors.mae()).isCloseTo(absolutes / held.size(), about(10));
    assertThat(errors.r2().orElseThrow()).isCloseTo(1 - squares / spread, about(10));
  }

  private static void checkGain(
      HoldoutJudgement.Rival rival,
      List<Cell> held,
      ToDoubleFunction<Cell> own,
      ToDoubleFunction<Cell> theirs) {
    List<Double> gains =
        held.stream()
            .map(
                c ->
                    Math.pow(c.value - theirs.applyAsDouble(c), 2)
                        - Math.pow(c.value - own.applyAsDouble(c), 2))
            .toList();
    double mean = gains.stream().collect(Collectors.averagingDouble(g -> g));
    double variance =
        gains.stream().collect(Collectors.averagingDouble(g -> (g - mean) * (g - mean)));
    double square = Math.pow(rival.errors().rmse(), 2);
    assertThat(rival.gain()).isCloseTo(mean / square, within(1e-9));
    assertThat(rival.gainError())
        .isCloseTo(Math.sqrt(variance / held.size()) / square, within(1e-9));
  }

  @Test
  void theSameToTheBit_whateverSparkDoes_andNothingWithoutAHoldOut() throws IOException {
    try (EntryData data = read(Regularizer.PLAIN, CenteringKind.MEAN, 3)) {
      LowRankMatrix matrix = matrix(data);
      assertThat(data.judge(matrix, ValueRange.ALL)).isEqualTo(data.judge(matrix, ValueRange.ALL));
      double least =
          those(cells(data), c -> !c.heldOut).stream().mapToDouble(Cell::value).min().orElseThrow();
      assertThat(data.valueRange().low()).isEqualTo(least);
    }
    EntrySource source =
        EntrySource.of(directory.resolve("table.csv").toString())
            .withColumns("day", "hour", "level");
    try (EntryData data = EntryReader.read(LocalSpark.session(), source, EntryOptions.defaults())) {
      assertThat(data.judge(matrix(data), ValueRange.ALL)).isNull();
    }
  }
}
