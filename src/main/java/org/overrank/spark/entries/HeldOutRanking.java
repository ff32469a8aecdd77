package org.overrank.spark.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelSide;
import org.overrank.data.model.TopCells;
import org.overrank.data.ranking.ItemNeighbours;
import org.overrank.data.ranking.PlainRanking;
import org.overrank.data.ranking.PopularColumns;
import org.overrank.data.ranking.Popularity;
import org.overrank.data.ranking.RankingContest;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.Factors;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowElimination;

/**
 * Judges lists of columns by the cells that were kept out of a fit, where those are.
 *
 * <p>Rows are solved for from V and what is known of them, as half a sweep of the fit and folding
 * in do; so those that the fit has never seen are judged in the same way, and U need not be
 * anywhere. A column that is known to be in a row is not listed for it.
 */
final class HeldOutRanking {
  /** Lengths of lists that are told of. */
  private static final List<Integer> CUTOFFS = List.of(20, 50, 100);

  /** Cells that neighbours are looked for in: all of them come to the driver. */
  private static final long MOST_CELLS = 20_000_000;

  /** Pairs of cells of a row, all together, beyond which neighbours take too long. */
  private static final double MOST_PAIRS = 2e10;

  private final EntryData data;
  private final HeldOutCells cells;
  private final JavaSparkContext context;
  private long @Nullable [] counts;
  private @Nullable List<PlainRanking> rivals;

  HeldOutRanking(EntryData data, HeldOutCells cells) {
    this.data = data;
    this.cells = cells;
    this.context = JavaSparkContext.fromSparkContext(data.train().context());
  }

  /** What a partition needs to make lists, in user units. */
  record Lists(Matrix kept, ModelSide cols, BiasFit biases, int valueUnit, int exponent)
      implements Serializable {}

  /**
   * Judges a factor.
   *
   * @param right V, in user units
   * @param lambda λ that it was fitted with
   * @param question what is looked at
   * @return the judgement, or null if there is no row that can be judged
   */
  @Nullable RankingJudgement judge(Matrix right, double lambda, RankingQuestion question) {
    List<PlainRanking> plain = question.whole() ? rivals() : List.of();
    RankingGoal goal = question.goal();
    Units units = data.shape().units();
    ModelSide cols = data.colSide();
    double ridge = units.lambdaOf(lambda) * data.shape().measurements();
    Lists lists =
        new Lists(
            units.factorsOf(Factors.implied(right)).right(),
            new ModelSide(cols.ids(), right, cols.scale(), cols.bias()),
            data.biases(),
            data.rowSide().valueUnit(),
            units.matrix() - units.right());
    Broadcast<Lists> shared = context.broadcast(lists);
    Broadcast<List<PlainRanking>> beside = context.broadcast(new ArrayList<>(plain));
    List<Integer> cutoffs = question.whole() ? CUTOFFS : List.of();
    BitSet popular = PopularColumns.of(counts());
    try {
      RankingContest found =
          RankingContest.sum(
              cells
                  .toRank(question.part(), question.share())
                  .map(
                      rows ->
                          contest(
                              new RankingContest(goal, cutoffs, popular, beside.value().size()),
                              rows,
                              shared.value(),
                              ridge,
                              beside.value()))
                  .collect()
                  .stream());
      long columns = Arrays.stream(cols.scale()).filter(scale -> scale != 0).count();
      return found.rows() == 0
          ? null
          : found.judgement(columns, plain.stream().map(PlainRanking::name).toList());
    } finally {
      shared.destroy();
      beside.destroy();
    }
  }

  private static RankingContest contest(
      RankingContest contest,
      RowsToRank rows,
      Lists lists,
      double ridge,
      List<PlainRanking> rivals) {
    if (rows.rows().isEmpty()) {
      return contest;
    }
    EntryBlock block = rows.seen();
    TopCells best =
        new TopCells(
            matrix(rows, lists, ridge),
            contest.longest(),
            rows.rows().iterator(),
            row -> seen(block, row));
    for (int[] relevant : rows.relevant()) {
      TopCells.Best list = best.next();
      int[] seen = seen(block, list.row());
      int[] known = known(block, list.row());
      contest.add(
          list.cols(),
          rivals.stream().map(rival -> rival.list(known, seen, contest.longest())).toList(),
          relevant);
    }
    return contest;
  }

  /** The rows of a block, whose ids are numbers from 0 here, and all columns. */
  private static LowRankMatrix matrix(RowsToRank rows, Lists lists, double ridge) {
    int count = rows.seen().range().size();
    double[] factor = new double[Math.multiplyExact(count, lists.kept.cols())];
    RowElimination.of(rows.seen(), lists.kept, ridge).solve(factor);
    Matrix left = Matrix.wrap(count, lists.kept.cols(), PowersOfTwo.scaled(factor, lists.exponent));
    double[] scales = rows.terms().scales();
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return new LowRankMatrix(
        numbers(count),
        lists.cols.ids(),
        new Factors(left, lists.cols.factor()),
        Scales.of(scales == null ? ones : scales, lists.cols.scale()),
        lists.biases.with(rows.terms().biases()).times(lists.valueUnit),
        0);
  }

  private static IdIndex numbers(int count) {
    return IdIndex.ofLongs(IntStream.range(0, count).asLongStream().toArray());
  }

  private static int[] seen(EntryBlock block, int row) {
    return Arrays.stream(block.columns(), block.offsets()[row], block.offsets()[row + 1])
        .distinct()
        .toArray();
  }

  /** The columns of a row that say yes: with a background, those above 0. */
  private static int[] known(EntryBlock block, int row) {
    return IntStream.range(block.offsets()[row], block.offsets()[row + 1])
        .filter(e -> block.background() == null || block.targets()[e] > 0)
        .map(e -> block.columns()[e])
        .distinct()
        .toArray();
  }

  /** By column, the rows of the fit that say yes. */
  private long[] counts() {
    if (counts == null) {
      int size = data.cols().size();
      counts =
          data.train()
              .map(block -> counts(block, size))
              .treeReduce(
                  (one, other) -> {
                    Arrays.setAll(one, b -> one[b] + other[b]);
                    return one;
                  });
    }
    return counts;
  }

  private static long[] counts(EntryBlock block, int size) {
    long[] counts = new long[size];
    for (int row = 0; row < block.range().size(); row++) {
      for (int col : known(block, row)) {
        counts[col]++;
      }
    }
    return counts;
  }

  private List<PlainRanking> rivals() {
    if (rivals == null) {
      List<PlainRanking> all = new ArrayList<>(List.of(new Popularity(counts())));
      ItemNeighbours neighbours = neighbours();
      if (neighbours != null) {
        all.add(neighbours);
      }
      rivals = all;
    }
    return rivals;
  }

  /** Null where they would take too long. */
  private @Nullable ItemNeighbours neighbours() {
    double pairs =
        data.train().map(HeldOutRanking::pairs).collect().stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    if (pairs > MOST_PAIRS || data.counts().train() > MOST_CELLS) {
      return null;
    }
    List<int[]> rows = new ArrayList<>();
    data.train().map(HeldOutRanking::all).collect().forEach(rows::addAll);
    int[][] colsOf = rows.toArray(int[][]::new);
    Broadcast<int[][]> shared = context.broadcast(colsOf);
    Broadcast<int[][]> turned = context.broadcast(turned(colsOf, data.cols().size()));
    int parts = data.partitions();
    int size = data.cols().size();
    try {
      JavaRDD<Integer> each =
          context.parallelize(IntStream.range(0, parts).boxed().toList(), parts);
      return each
          .map(
              part ->
                  ItemNeighbours.of(
                      (int) ((long) size * part / parts),
                      (int) ((long) size * (part + 1) / parts),
                      turned.value(),
                      shared.value()))
          .collect()
          .stream()
          .reduce(ItemNeighbours::then)
          .orElseThrow();
    } finally {
      shared.destroy();
      turned.destroy();
    }
  }

  private static double pairs(EntryBlock block) {
    double pairs = 0;
    for (int row = 0; row < block.range().size(); row++) {
      double count = block.offsets()[row + 1] - block.offsets()[row];
      pairs += count * count;
    }
    return pairs;
  }

  private static List<int[]> all(EntryBlock block) {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < block.range().size(); row++) {
      rows.add(known(block, row));
    }
    return rows;
  }

  private static int[][] turned(int[][] colsOf, int cols) {
    int[] sizes = new int[cols];
    for (int[] row : colsOf) {
      for (int col : row) {
        sizes[col]++;
      }
    }
    int[][] rowsOf = new int[cols][];
    Arrays.setAll(rowsOf, b -> new int[sizes[b]]);
    for (int a = colsOf.length - 1; a >= 0; a--) {
      for (int col : colsOf[a]) {
        rowsOf[col][--sizes[col]] = a;
      }
    }
    return rowsOf;
  }
}
