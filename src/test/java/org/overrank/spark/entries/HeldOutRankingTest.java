package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.ranking.PlainMetrics;
import org.overrank.data.ranking.Ranking;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;

/** Lists judged by what was held out, against dense solves and sorts over all columns. */
class HeldOutRankingTest {
  private static final int ROWS = 60;
  private static final int COLS = 40;
  private static final int WIDTH = 3;
  private static final double WEIGHT = 0.3;
  private static final double LAMBDA = 2e-3;

  @TempDir Path directory;

  /** Two tastes, some chance; every twelfth click is a zero, said so. */
  private Path table() throws IOException {
    StringBuilder csv = new StringBuilder("row,col,value\n");
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        double liking = (a % 2 == b % 2 ? 0.6 : 0.12) * (b < 10 ? 1.5 : 0.8);
        if (GaussianNumbers.uniform(2, 9, a, b) < liking) {
          csv.append(1000 + a).append(",i").append(100 + b).append(',');
          csv.append((a + b) % 12 == 0 ? 0 : 1 + (a + b) % 3).append('\n');
        }
      }
    }
    return Files.writeString(directory.resolve("clicks.csv"), csv.toString());
  }

  private EntryOptions options(HoldoutKind kind, Regularizer regularizer, int parts) {
    return EntryOptions.defaults()
        .withPartitions(parts)
        .withHoldout(0.25, 11)
        .withRule(new HoldoutRule(kind, null, 1))
        .withRegularizer(regularizer)
        .withUnobserved(new Unobserved(WEIGHT, null, false));
  }

  /** Cells by row, in dense numbers: what is known and what is to be found. */
  private record Rows(List<double[]> known, List<Set<Integer>> relevant) {}

  /** The split of rows that are held out whole, drawn again from its definition. */
  private static Rows rows(EntryData data, HoldoutKind kind, RowsToRank.Part part, double[][] all)
      throws IOException {
    TreeMap<Integer, TreeMap<Integer, Double>> held = new TreeMap<>();
    HeldOutValues.forEach(
        data, (row, col, value) -> held.computeIfAbsent(row, a -> new TreeMap<>()).put(col, value));
    List<double[]> known = new ArrayList<>();
    List<Set<Integer>> relevant = new ArrayList<>();
    held.forEach(
        (row, cells) -> {
          Set<Integer> toFind =
              kind != HoldoutKind.ROWS
                  ? cells.keySet()
                  : cells.keySet().stream()
                      .sorted(
                          Comparator.comparingDouble(
                              b -> GaussianNumbers.uniform(11, 0x746f2066696e64L, row, b)))
                      .limit((int) (0.2 * cells.size()))
                      .collect(Collectors.toSet());
          double[] seen = all[row].clone();
          toFind.forEach(b -> seen[b] = Double.NaN);
          Set<Integer> above = new TreeSet<>(toFind);
          above.removeIf(b -> cells.getOrDefault(b, 0.0) <= 0);
          boolean first = GaussianNumbers.uniform(11, 0x72616e6b68616cL, row, 0) < 0.5;
          RowsToRank.Part half = first ? RowsToRank.Part.CHOOSING : RowsToRank.Part.JUDGING;
          if (!above.isEmpty() && (part == RowsToRank.Part.ALL || part == half)) {
            known.add(seen);
            relevant.add(above);
          }
        });
    return new Rows(known, relevant);
  }

  /** The whole table by the indices of the data, NaN where there is no cell. */
  private static double[][] dense(EntryData data, Path table) throws IOException {
    double[][] all = new double[ROWS][COLS];
    for (double[] row : all) {
      Arrays.fill(row, Double.NaN);
    }
    Files.readAllLines(table).stream()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(
            cell ->
                all[data.rows().indexOf(Long.valueOf(cell[0]))][data.cols().indexOf(cell[1])] =
                    Double.parseDouble(cell[2]));
    return all;
  }

  /** Columns by the ridge solve of one row, those that are known left out. */
  private static List<Integer> list(
      double[] known, Matrix right, double ridge, double @Nullable [] colScale) {
    long count = Arrays.stream(known).filter(y -> !Double.isNaN(y)).count();
    double scale = colScale == null ? 1 : 1 / Math.sqrt((double) count);
    double[][] normal = new double[WIDTH][WIDTH + 1];
    for (int i = 0; i < WIDTH; i++) {
      normal[i][i] = ridge;
    }
    for (int b = 0; b < COLS; b++) {
      double c = scale * (colScale == null ? 1 : colScale[b]);
      double w = Double.isNaN(known[b]) ? WEIGHT : 1;
      double y = Double.isNaN(known[b]) ? 0 : known[b];
      for (int i = 0; i < WIDTH; i++) {
        for (int j = 0; j < WIDTH; j++) {
          normal[i][j] += w * c * c * right.get(b, i) * right.get(b, j);
        }
        normal[i][WIDTH] += w * y * c * right.get(b, i);
      }
    }
    double[] u = solved(normal);
    double[] scores = new double[COLS];
    for (int b = 0; b < COLS; b++) {
      for (int i = 0; i < WIDTH; i++) {
        scores[b] += (colScale == null ? 1 : colScale[b]) * u[i] * right.get(b, i);
      }
    }
    return sorted(known, scores, b -> true);
  }

  private static List<Integer> sorted(double[] known, double[] scores, IntPredicate listed) {
    return IntStream.range(0, COLS)
        .filter(b -> Double.isNaN(known[b]) && listed.test(b))
        .boxed()
        .sorted(Comparator.comparingDouble(b -> -scores[b]))
        .toList();
  }

  private static double[] solved(double[][] system) {
    for (int i = 0; i < WIDTH; i++) {
      for (int k = 0; k < WIDTH; k++) {
        double factor = k == i ? 0 : system[k][i] / system[i][i];
        for (int j = 0; j <= WIDTH; j++) {
          system[k][j] -= factor * system[i][j];
        }
      }
    }
    return IntStream.range(0, WIDTH).mapToDouble(i -> system[i][WIDTH] / system[i][i]).toArray();
  }

  private static void assertMetrics(
      Ranking ranking, Rows rows, List<List<Integer>> lists, String what) {
    assertThat(ranking.rows()).isEqualTo(rows.known.size());
    for (Ranking.At at : ranking.at()) {
      double[] expected = new double[6];
      Set<Integer> listed = new HashSet<>();
      for (int k = 0; k < lists.size(); k++) {
        double[] one = PlainMetrics.of(lists.get(k), rows.relevant.get(k), at.cutoff());
        for (int m = 0; m < one.length; m++) {
          expected[m] += one[m] / lists.size();
        }
        listed.addAll(lists.get(k).subList(0, Math.min(at.cutoff(), lists.get(k).size())));
      }
      assertThat(PlainMetrics.of(at))
          .as(what + " at " + at.cutoff())
          .containsExactly(expected, within(1e-12));
      assertThat(at.coverage()).isEqualTo(listed.size() / (double) COLS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PER_ROW, PLAIN, 3, ALL",
    "PER_ROW, PLAIN, 2, JUDGING",
    "ROWS, PLAIN, 3, ALL",
    "ROWS, PLAIN, 1, CHOOSING",
    "ROWS, PLAIN, 2, JUDGING",
    "ROWS, WEIGHTED, 2, ALL"
  })
  void lists_ofTheFitAndOfPlainRankings_areThoseOfDenseSolvesAndSorts(
      HoldoutKind kind, Regularizer regularizer, int parts, RowsToRank.Part part)
      throws IOException {
    Path table = table();
    try (EntryData data =
        EntryReader.read(
            LocalSpark.session(),
            EntrySource.of(table.toString()),
            options(kind, regularizer, parts))) {
      double[][] all = dense(data, table);
      double[][] train = new double[ROWS][];
      Arrays.setAll(train, a -> all[a].clone());
      HeldOutValues.forEach(data, (row, col, value) -> train[row][col] = Double.NaN);
      Rows rows = rows(data, kind, part, all);
      Matrix right = GaussianNumbers.matrix(COLS, WIDTH, 5, 1);
      double @Nullable [] colScale = regularizer == Regularizer.PLAIN ? null : colScales(train);
      // In the gauge of V as it is given, that of the fit's users.
      double ridge =
          Math.scalb(LAMBDA, -data.shape().units().leftExponent()) * data.counts().train();
      RankingJudgement judgement =
          Objects.requireNonNull(
              data.rank(right, LAMBDA, RankingQuestion.whole(RankingGoal.of("ndcg@5"), part)));
      assertMetrics(
          judgement.own(),
          rows,
          rows.known.stream().map(row -> list(row, right, ridge, colScale)).toList(),
          "the fit");
      assertRivals(judgement, rows, train);
    }
  }

  private static double[] colScales(double[][] train) {
    return IntStream.range(0, COLS)
        .mapToDouble(
            b ->
                1
                    / Math.sqrt(
                        (double) Arrays.stream(train).filter(r -> !Double.isNaN(r[b])).count()))
        .toArray();
  }

  private static void assertRivals(RankingJudgement judgement, Rows rows, double[][] train) {
    double[] counts = new double[COLS];
    double[][] shared = new double[COLS][COLS];
    for (double[] row : train) {
      for (int b = 0; b < COLS; b++) {
        for (int c = 0; c < COLS; c++) {
          shared[b][c] += row[b] > 0 && row[c] > 0 ? 1 : 0;
        }
        counts[b] += row[b] > 0 ? 1 : 0;
      }
    }
    assertThat(judgement.rivals())
        .extracting(RankingJudgement.Rival::name)
        .containsExactly("popularity", "item-kNN");
    assertMetrics(
        judgement.rivals().get(0).ranking(),
        rows,
        rows.known.stream().map(row -> sorted(row, counts, b -> counts[b] > 0)).toList(),
        "popularity");
    List<List<Integer>> near = new ArrayList<>();
    for (double[] row : rows.known) {
      double[] scores = new double[COLS];
      for (int b = 0; b < COLS; b++) {
        for (int c = 0; c < COLS; c++) {
          scores[c] += row[b] > 0 && b != c ? shared[b][c] / Math.sqrt(counts[b] * counts[c]) : 0;
        }
      }
      near.add(sorted(row, scores, b -> scores[b] > 0));
    }
    assertMetrics(judgement.rivals().get(1).ranking(), rows, near, "item-kNN");
  }

  @Test
  void nothingAboveZero_cannotBeJudged() throws IOException {
    Path table =
        Files.write(
            directory.resolve("zeros.csv"),
            List.of(
                "row,col,value", "a,x,0", "a,y,0", "a,z,0", "a,w,0", "b,x,1", "b,y,0", "b,z,0"));
    try (EntryData data =
        EntryReader.read(
            LocalSpark.session(),
            EntrySource.of(table.toString()),
            EntryOptions.defaults()
                .withHoldout(0.25, 1)
                .withRule(new HoldoutRule(HoldoutKind.PER_ROW, null, 1))
                .withUnobserved(new Unobserved(WEIGHT, null, false)))) {
      assertThat(
              data.rank(
                  GaussianNumbers.matrix(data.cols().size(), 2, 1, 1),
                  LAMBDA,
                  RankingQuestion.whole(RankingGoal.USUAL, RowsToRank.Part.ALL)))
          .isNull();
    }
  }
}
