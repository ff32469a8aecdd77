package org.overrank.spark.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelSide;
import org.overrank.data.model.SeenCells;
import org.overrank.data.model.TopCells;
import org.overrank.data.ranking.PopularColumns;
import org.overrank.data.ranking.Ranking;
import org.overrank.data.ranking.RankingTotals;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Losses;
import org.overrank.spark.entries.EntryRowCheck;
import org.overrank.spark.entries.EntryRows;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;

/**
 * How good a model's lists of columns are, against a table of cells that were kept aside: those
 * whose value is above 0 are relevant. Lists are those of {@link Recommender}, ties and all.
 *
 * <p>Every row with a relevant cell has a list. Cells in rows or columns that the model does not
 * know, and those that are left out of lists, cannot be found, and are left out here too.
 */
public final class ModelRanking {
  private final SparkSession session;
  private final LowRankModel model;
  private final List<Integer> cutoffs;
  private final ModelSide cols;

  /**
   * What was found.
   *
   * @param ranking over the rows with relevant cells
   * @param leftOut relevant cells that were left out, or given twice
   */
  public record Outcome(Ranking ranking, long leftOut) {}

  /**
   * A measurement.
   *
   * @param session where
   * @param model what makes the lists
   * @param cutoffs how long they are, ascending
   */
  public ModelRanking(SparkSession session, LowRankModel model, List<Integer> cutoffs) {
    this.session = session;
    this.model = model;
    this.cutoffs = List.copyOf(cutoffs);
    this.cols = model instanceof StoredModel many ? many.cols() : ModelSide.colsOf(model.matrix());
  }

  /**
   * Measures.
   *
   * @param files the table of cells that were kept aside
   * @param source names of its columns; rows that are not usable are passed over
   * @param seen rows of a row's id and a column's, of cells to leave out of lists; or null
   * @return the metrics
   * @throws InvalidInputException if no cell is left to find
   */
  public Outcome of(TableFiles files, EntrySource source, @Nullable JavaRDD<Row> seen) {
    return SparkErrors.reading(source.path(), () -> measured(files, source, seen));
  }

  private Outcome measured(TableFiles files, EntrySource source, @Nullable JavaRDD<Row> seen) {
    EntryLayout layout = EntryRows.layout(files, source);
    JavaRDD<Row> relevant =
        EntryRows.of(files, source, null).mapPartitions(rows -> relevant(rows, layout));
    BitSet popular = seen == null ? null : PopularColumns.of(counts(seen, cols.ids()));
    JavaRDD<Row> cells = seen == null ? relevant : relevant.union(seen);
    List<Integer> lengths = cutoffs;
    long columns = Arrays.stream(cols.scale()).filter(scale -> scale != 0).count();
    RankingTotals totals;
    try (RankedModel lists = lists()) {
      totals =
          lists
              .each(
                  cells,
                  (matrix, rows, arrived) ->
                      List.of(add(new RankingTotals(lengths, popular), matrix, rows, arrived))
                          .iterator())
              .setName("overrank ranking")
              .collect()
              .stream()
              .reduce(RankingTotals::plus)
              .orElseThrow();
    }
    if (totals.rows() == 0) {
      throw new InvalidInputException(
          source.path()
              + ": --ranking has nothing to find: none of its cells with a value above 0 is in a row"
              + " and column that the model knows"
              + (seen == null ? "" : ", and not among those of --exclude"));
    }
    Ranking ranking = totals.ranking(columns);
    return new Outcome(ranking, relevant.count() - ranking.cells());
  }

  private RankedModel lists() {
    if (model instanceof StoredModel many) {
      return new ManyRecommendations(session, many, null);
    }
    LowRankMatrix matrix = model.matrix();
    int[] rows = IntStream.range(0, matrix.rows().size()).filter(matrix::isKnownRow).toArray();
    return new Recommender(session, matrix, rows);
  }

  /** The cells to find, marked. */
  private static Iterator<Row> relevant(Iterator<Row> rows, EntryLayout layout) {
    EntryRowCheck check = new EntryRowCheck(layout, Losses.SQUARED);
    Iterable<Row> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false)
        .filter(row -> check.problem(row) == null && check.cell() > 0)
        .map(row -> RowFactory.create(row.get(EntryLayout.ROW), row.get(EntryLayout.COL), true))
        .iterator();
  }

  private long[] counts(JavaRDD<Row> seen, IdIndex ids) {
    Broadcast<IdIndex> known =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(ids);
    try {
      return seen.mapPartitions(cells -> List.of(counts(cells, known.value())).iterator())
          .fold(new long[ids.size()], ModelRanking::sum);
    } finally {
      known.destroy();
    }
  }

  private static long[] counts(Iterator<Row> cells, IdIndex ids) {
    long[] counts = new long[ids.size()];
    while (cells.hasNext()) {
      int col = ids.indexOf(cells.next().get(1));
      if (col >= 0) {
        counts[col]++;
      }
    }
    return counts;
  }

  private static long[] sum(long[] one, long[] other) {
    long[] sum = new long[one.length];
    Arrays.setAll(sum, k -> one[k] + other[k]);
    return sum;
  }

  private static RankingTotals add(
      RankingTotals totals, LowRankMatrix matrix, int[] rows, List<int[]> cells) {
    SeenCells seen = new SeenCells(cells, false);
    SeenCells marked = new SeenCells(cells, true);
    IntFunction<int[]> toFind = row -> toFind(matrix, seen.cols(row), marked.cols(row));
    TopCells lists =
        new TopCells(
            matrix,
            totals.longest(),
            Arrays.stream(rows).filter(row -> toFind.apply(row).length > 0).iterator(),
            seen::cols);
    lists.forEachRemaining(list -> totals.add(list.cols(), toFind.apply(list.row())));
    return totals;
  }

  private static int[] toFind(LowRankMatrix matrix, int[] seen, int[] marked) {
    return Arrays.stream(marked)
        .filter(col -> matrix.isKnownCol(col) && Arrays.binarySearch(seen, col) < 0)
        .distinct()
        .toArray();
  }
}
