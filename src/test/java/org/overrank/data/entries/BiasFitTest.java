package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.overrank.sensing.RowRange;

/** Against the same rounds on a dense matrix with weight 0 where nothing was measured. */
class BiasFitTest {
  private static final int ROWS = 23;
  private static final int COLS = 11;

  private final double[][] values = new double[ROWS][COLS];
  private final double[][] weights = new double[ROWS][COLS];

  private List<SortedEntries> blocks(int parts) {
    Random random = new Random(17);
    long[] counts = new long[ROWS];
    List<int[]> cells = new ArrayList<>();
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        weights[a][b] = random.nextInt(3) == 0 || a == 4 || b == 6 ? 0 : 0.5 + random.nextDouble();
        values[a][b] = 100 + a - 3 * b + random.nextGaussian();
        if (weights[a][b] > 0) {
          cells.add(new int[] {a, b});
          counts[a]++;
        }
      }
    }
    double[] chunkValues = cells.stream().mapToDouble(c -> values[c[0]][c[1]]).toArray();
    double[] chunkWeights = cells.stream().mapToDouble(c -> weights[c[0]][c[1]]).toArray();
    EntryChunk chunk = new EntryChunk(chunkValues, chunkWeights);
    for (int e = 0; e < cells.size(); e++) {
      chunk.place(e, cells.get(e)[0], cells.get(e)[1], e);
    }
    RangeCut cut = RangeCut.balanced(counts, parts);
    EntryChunk[] split = chunk.split(cut);
    List<SortedEntries> blocks = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      RowRange range = cut.range(part);
      blocks.add(
          SortedEntries.merge(range, split[part] == null ? List.of() : List.of(split[part])));
    }
    return blocks;
  }

  private static Centering fit(List<SortedEntries> blocks) {
    RawTotals totals =
        blocks.stream()
            .map(block -> new RawBlock(block, null, 0, null).totals())
            .reduce(RawTotals::plus)
            .orElseThrow();
    BiasFit fit =
        BiasFit.fit(totals, COLS, known -> blocks.stream().map(b -> known.columnSums(b)).toList());
    return fit.with(
        blocks.stream().flatMapToDouble(block -> Arrays.stream(fit.rows(block))).toArray());
  }

  /** b and then c, written out. */
  private double[][] oracle(double mean, double ridge) {
    double[] rowBias = new double[ROWS];
    double[] colBias = new double[COLS];
    for (int round = 0; round < 10; round++) {
      for (int a = 0; a < ROWS; a++) {
        double sum = 0;
        double weight = ridge;
        for (int b = 0; b < COLS; b++) {
          sum += weights[a][b] * (values[a][b] - mean - colBias[b]);
          weight += weights[a][b];
        }
        rowBias[a] = sum / weight;
      }
      for (int b = 0; b < COLS; b++) {
        double sum = 0;
        double weight = ridge;
        for (int a = 0; a < ROWS; a++) {
          sum += weights[a][b] * (values[a][b] - mean - rowBias[a]);
          weight += weights[a][b];
        }
        colBias[b] = sum / weight;
      }
    }
    return new double[][] {rowBias, colBias};
  }

  private double[] meanAndRidge() {
    double weight = 0;
    double sum = 0;
    int count = 0;
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        weight += weights[a][b];
        sum += weights[a][b] * values[a][b];
        count += weights[a][b] > 0 ? 1 : 0;
      }
    }
    return new double[] {sum / weight, 5 * weight / count};
  }

  @Test
  void agreesWithADenseMatrix() {
    for (int parts : new int[] {1, 3, 30}) {
      Centering found = fit(blocks(parts));
      double[] meanAndRidge = meanAndRidge();
      double[][] expected = oracle(meanAndRidge[0], meanAndRidge[1]);
      assertThat(found.mean()).isCloseTo(meanAndRidge[0], within(1e-11));
      assertThat(found.rowBias()).containsExactly(expected[0], within(1e-11));
      assertThat(found.colBias()).containsExactly(expected[1], within(1e-11));
      assertThat(found.rowBias()[4]).isZero();
      assertThat(found.colBias()[6]).isZero();
    }
  }

  @Test
  void coldRowsAndColumnsHaveNoBias() {
    Centering centering = new Centering(2, new double[] {1, 3}, new double[] {10});
    assertThat(centering.at(1, 0)).isEqualTo(15);
    assertThat(centering.at(-1, 0)).isEqualTo(12);
    assertThat(centering.at(0, -1)).isEqualTo(3);
    assertThat(Centering.constant(7).at(5, 5)).isEqualTo(7);
  }
}
