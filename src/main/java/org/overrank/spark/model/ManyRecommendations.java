package org.overrank.spark.model;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;

/**
 * What {@link Recommender} tells, of a model whose rows stay in their files: rows of its table in
 * the order of their ids, each partition with a matrix of its own.
 */
public final class ManyRecommendations implements RankedModel {
  private final SparkSession session;
  private final StoredModel model;
  private final JavaRDD<Row> chosen;

  /**
   * Recommendations for some rows, or all that the fit has seen.
   *
   * @param session where
   * @param model what predicts
   * @param only ids of rows, all different, in the first column; or null
   */
  public ManyRecommendations(SparkSession session, StoredModel model, @Nullable Dataset<Row> only) {
    this.session = session;
    this.model = model;
    Dataset<Row> rows = model.rows();
    Dataset<Row> seen = rows.filter(rows.col("scale").notEqual(0));
    if (only != null) {
      Column id = only.col(only.columns()[0]);
      seen = seen.join(only, seen.col("id").cast("string").equalTo(id), "left_semi");
    }
    this.chosen = seen.orderBy("index").javaRDD().persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** {@return how many rows there are recommendations for} */
  public long rows() {
    return chosen.count();
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
    JavaRDD<Row> table =
        each(seen, (matrix, own, cells) -> Recommender.best(matrix, own, cells, most, clip));
    return session.createDataFrame(
        table.setName("overrank recommendations"),
        Recommender.schema(model.metadata().rowIds(), model.metadata().colIds(), names));
  }

  @Override
  public <T> JavaRDD<T> each(@Nullable JavaRDD<Row> seen, PieceTask<T> task) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    JavaRDD<Row> cells = seen == null ? context.emptyRDD() : seen;
    return NeededRows.withCells(model, chosen, cells)
        .flatMap(
            piece -> {
              LowRankMatrix matrix = piece._1();
              int[] rows = IntStream.range(0, matrix.rows().size()).toArray();
              return task.of(matrix, rows, List.of(piece._2()));
            });
  }

  @Override
  public void close() {
    chosen.unpersist();
  }
}
