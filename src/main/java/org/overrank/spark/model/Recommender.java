package org.overrank.spark.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.SeenCells;
import org.overrank.data.model.TopCells;
import org.overrank.data.model.ValueRange;
import org.overrank.spark.Shuffle;
import scala.Tuple2;

/**
 * The largest cells of rows of a matrix, in columns that are not to be left out, as a table: a line
 * for each, by rows in the order of their ids and in a row by rank. Of equal predictions the column
 * whose id comes first ranks first; predictions are clipped once they are ranked.
 *
 * <p>Rows are cut into ranges; what is to be left out comes to the range of its row in one shuffle.
 */
public final class Recommender implements RankedModel {
  private static final int ROWS_PER_TASK = 1024;

  private final SparkSession session;
  private final JavaSparkContext context;
  private final LowRankMatrix matrix;
  private final Broadcast<LowRankMatrix> shared;
  private final int[] rows;

  /**
   * Recommendations for some rows.
   *
   * @param session where
   * @param matrix what predicts
   * @param rows indices of rows that the fit has seen, ascending
   */
  public Recommender(SparkSession session, LowRankMatrix matrix, int[] rows) {
    this.session = session;
    this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.matrix = matrix;
    this.shared = context.broadcast(matrix);
    this.rows = rows.clone();
  }

  /**
   * The table.
   *
   * @param most how many columns for each row
   * @param clip to which predictions are clipped
   * @param seen rows of a row's id and a column's, of cells to leave out; or null
   * @param names of the columns: the row's id, the column's id, the rank, the prediction
   * @return the table, computed while it is used; {@link #close} afterwards
   */
  public Dataset<Row> table(
      int most, ValueRange clip, @Nullable JavaRDD<Row> seen, List<String> names) {
    JavaRDD<Row> table = each(seen, (matrix, own, cells) -> best(matrix, own, cells, most, clip));
    return session.createDataFrame(
        table.setName("overrank recommendations"),
        schema(matrix.rows().kind(), matrix.cols().kind(), names));
  }

  @Override
  public <T> JavaRDD<T> each(@Nullable JavaRDD<Row> seen, PieceTask<T> task) {
    int parts = parts();
    int[] starts = new int[parts];
    List<int[]> ranges = new ArrayList<>();
    for (int k = 0; k < parts; k++) {
      int from = (int) ((long) rows.length * k / parts);
      ranges.add(Arrays.copyOfRange(rows, from, (int) ((long) rows.length * (k + 1) / parts)));
      starts[k] = rows.length == 0 ? 0 : rows[Math.min(from, rows.length - 1)];
    }
    JavaRDD<int[]> own = context.parallelize(ranges, parts);
    Broadcast<LowRankMatrix> predicting = shared;
    return own.zipPartitions(
        seen == null ? context.parallelize(List.of(), parts) : byRange(seen, starts),
        (range, cells) -> {
          List<int[]> arrived = new ArrayList<>();
          cells.forEachRemaining(arrived::add);
          return task.of(predicting.value(), range.next(), arrived);
        });
  }

  /** The row's id, the column's id, the rank, the prediction. */
  static StructType schema(IdIndex.Kind rows, IdIndex.Kind cols, List<String> names) {
    return new StructType()
        .add(names.get(0), type(rows), false)
        .add(names.get(1), type(cols), false)
        .add(names.get(2), DataTypes.IntegerType, false)
        .add(names.get(3), DataTypes.DoubleType, false);
  }

  private int parts() {
    int wanted =
        Math.max(context.defaultParallelism(), (rows.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
    return Math.max(1, Math.min(rows.length, wanted));
  }

  private static DataType type(IdIndex.Kind ids) {
    return ids == IdIndex.Kind.LONG ? DataTypes.LongType : DataTypes.StringType;
  }

  /** Cells to the partitions of their rows, a row's index and a column's in turn. */
  private JavaRDD<int[]> byRange(JavaRDD<Row> seen, int[] starts) {
    Broadcast<LowRankMatrix> known = shared;
    JavaPairRDD<Integer, int[]> parts =
        seen.mapPartitionsToPair(cells -> split(cells, known.value(), starts).iterator());
    return Shuffle.toPartitions(parts, starts.length).map(Tuple2::_2);
  }

  private static List<Tuple2<Integer, int[]>> split(
      Iterator<Row> cells, LowRankMatrix matrix, int[] starts) {
    int[][] parts = new int[starts.length][0];
    int[] sizes = new int[starts.length];
    while (cells.hasNext()) {
      Row cell = cells.next();
      int row = matrix.rows().indexOf(cell.get(0));
      int col = matrix.cols().indexOf(cell.get(1));
      if (row >= 0 && col >= 0) {
        int found = Arrays.binarySearch(starts, row);
        int part = Math.max(0, found < 0 ? -found - 2 : found);
        if (sizes[part] + 2 > parts[part].length) {
          parts[part] = Arrays.copyOf(parts[part], Math.max(16, 2 * parts[part].length));
        }
        parts[part][sizes[part]++] = row;
        parts[part][sizes[part]++] = RankedModel.isMarked(cell) ? ~col : col;
      }
    }
    List<Tuple2<Integer, int[]>> result = new ArrayList<>();
    for (int part = 0; part < parts.length; part++) {
      if (sizes[part] > 0) {
        result.add(new Tuple2<>(part, Arrays.copyOf(parts[part], sizes[part])));
      }
    }
    return result;
  }

  /** Row by row, as they are asked for. */
  static Iterator<Row> best(
      LowRankMatrix matrix, int[] rows, List<int[]> cells, int most, ValueRange clip) {
    SeenCells seen = new SeenCells(cells);
    TopCells best = new TopCells(matrix, most, Arrays.stream(rows).iterator(), seen::cols);
    return new Iterator<>() {
      private Iterator<Row> lines = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!lines.hasNext() && best.hasNext()) {
          lines = lines(best.next(), matrix, clip).iterator();
        }
        return lines.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return lines.next();
      }
    };
  }

  private static List<Row> lines(TopCells.Best best, LowRankMatrix matrix, ValueRange clip) {
    List<Row> lines = new ArrayList<>();
    for (int k = 0; k < best.cols().length; k++) {
      lines.add(
          RowFactory.create(
              matrix.rows().idAt(best.row()),
              matrix.cols().idAt(best.cols()[k]),
              k + 1,
              clip.clip(best.values()[k])));
    }
    return lines;
  }

  @Override
  public void close() {
    shared.destroy();
  }
}
