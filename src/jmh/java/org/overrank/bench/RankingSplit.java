package org.overrank.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.ranking.PlainMetrics;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.entries.EntryData;

/**
 * What {@code --holdout-kind rows} makes of a table of clicks, as sets of columns: for systems that
 * know nothing of overrank.
 *
 * @param cols how many columns there are
 * @param train rows to learn from
 * @param choosing rows to choose by
 * @param judging rows that the choice is judged by
 */
record RankingSplit(int cols, List<int[]> train, List<Asked> choosing, List<Asked> judging) {
  private static final int[] CUTOFFS = {20, 50, 100};

  /**
   * A row that lists are asked of.
   *
   * @param known its columns that are told, ascending
   * @param relevant those to find
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Asked(int[] known, Set<Integer> relevant) {}

  /**
   * How good lists are, in the mean over rows.
   *
   * @param recall20 of min(20, m)
   * @param recall50 of min(50, m)
   * @param ndcg100 of lists of 100
   */
  record Scores(double recall20, double recall50, double ndcg100) {}

  static RankingSplit of(EntryData data) {
    List<int[]> train = new ArrayList<>();
    for (EntryBlock block : data.train().collect()) {
      for (int row = 0; row < block.range().size(); row++) {
        int[] cols = columns(block, row);
        if (cols.length > 0) {
          train.add(cols);
        }
      }
    }
    return new RankingSplit(
        data.cols().size(),
        train,
        asked(data, RowsToRank.Part.CHOOSING),
        asked(data, RowsToRank.Part.JUDGING));
  }

  private static List<Asked> asked(EntryData data, RowsToRank.Part part) {
    List<Asked> asked = new ArrayList<>();
    for (int[][] pairs :
        Objects.requireNonNull(data.heldOutCells())
            .toRank(part, 1)
            .map(RankingSplit::pairs)
            .collect()) {
      for (int k = 0; k < pairs.length; k += 2) {
        asked.add(
            new Asked(
                pairs[k], Arrays.stream(pairs[k + 1]).boxed().collect(Collectors.toSet())));
      }
    }
    return asked;
  }

  /** What is known of each row, and what is to be found. */
  private static int[][] pairs(RowsToRank rows) {
    int[][] pairs = new int[2 * rows.rows().size()][];
    for (int k = 0; k < rows.rows().size(); k++) {
      pairs[2 * k] = columns(rows.seen(), rows.rows().get(k));
      pairs[2 * k + 1] = rows.relevant().get(k);
    }
    return pairs;
  }

  private static int[] columns(EntryBlock block, int row) {
    return Arrays.copyOfRange(block.columns(), block.offsets()[row], block.offsets()[row + 1]);
  }

  /** Rows that have a column, by column. */
  double[] counts() {
    double[] counts = new double[cols];
    train.forEach(row -> Arrays.stream(row).forEach(col -> counts[col]++));
    return counts;
  }

  /** By sorting all columns of each row that are not known; of equal scores the first is first. */
  static Scores scores(List<Asked> rows, Ranker ranker) {
    double[] sums = new double[CUTOFFS.length];
    for (Asked row : rows) {
      double[] scores = ranker.scores(row.known);
      List<Integer> list =
          IntStream.range(0, scores.length)
              .filter(col -> Arrays.binarySearch(row.known, col) < 0)
              .boxed()
              .sorted(Comparator.comparingDouble(col -> -scores[col]))
              .limit(CUTOFFS[CUTOFFS.length - 1])
              .toList();
      for (int k = 0; k < sums.length; k++) {
        double[] metrics = PlainMetrics.of(list, row.relevant, CUTOFFS[k]);
        sums[k] += CUTOFFS[k] == 100 ? metrics[2] : metrics[0];
      }
    }
    return new Scores(sums[0] / rows.size(), sums[1] / rows.size(), sums[2] / rows.size());
  }
}
