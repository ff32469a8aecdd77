package org.overrank.ml;

import java.util.Iterator;
import java.util.stream.IntStream;
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
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.TopCells;

/**
 * The best of the other side for rows of one side, as ALS gives them: the id, and an array of
 * structs of the other's id and the predicted rating, best first. Names that the ids' columns have
 * taken, {@code recommendations} and {@code rating}, end with an underscore.
 *
 * @param own column and type of the ids that are recommended to
 * @param other column and type of the ids that are recommended
 * @param transposed whether the ids that are recommended to are the matrix's columns
 */
record Recommendations(Side own, Side other, boolean transposed) {
  private static final int ROWS_PER_TASK = 1024;

  /**
   * Ids of one side in DataFrames.
   *
   * @param name of the column
   * @param type of the ids
   */
  record Side(String name, IdType type) {}

  /**
   * The best for some rows.
   *
   * @param session where
   * @param matrix the fitted matrix
   * @param indices of the rows, or of the columns if this is transposed
   * @param most how many for each
   */
  Dataset<Row> of(SparkSession session, Broadcast<LowRankMatrix> matrix, int[] indices, int most) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int parts = Math.max(1, Math.min(indices.length, tasks(context, indices.length)));
    IdType ownType = own.type;
    IdType otherType = other.type;
    boolean swap = transposed;
    JavaRDD<Row> rows =
        context
            .parallelize(IntStream.of(indices).boxed().toList(), parts)
            .mapPartitions(each -> best(matrix.value(), swap, most, each, ownType, otherType))
            .setName("overrank recommendations");
    StructType raw =
        new StructType()
            .add("id", ownType.rawType(), false)
            .add("list", list("id", otherType.rawType(), "rating"), false);
    Dataset<Row> frame = session.createDataFrame(rows, raw);
    return frame
        .select(
            frame.col("id").cast(ownType.type()),
            frame
                .col("list")
                .cast(list(other.name, otherType.type(), beside(other.name, "rating"))))
        .toDF(own.name, beside(own.name, "recommendations"));
  }

  private static DataType list(String id, DataType type, String rating) {
    boolean whole = type.equals(DataTypes.IntegerType) || type.equals(DataTypes.LongType);
    StructType recommendation =
        new StructType()
            .add(id, type, !whole && !type.equals(DataTypes.StringType))
            .add(rating, DataTypes.DoubleType, false);
    return DataTypes.createArrayType(recommendation, false);
  }

  /** ALS's name for a column, longer by a dash where the ids' column is called so. */
  private static String beside(String taken, String name) {
    return taken.equalsIgnoreCase(name) ? name + "_" : name;
  }

  private static int tasks(JavaSparkContext context, int rows) {
    return Math.max(context.defaultParallelism(), (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
  }

  private static Iterator<Row> best(
      LowRankMatrix fitted,
      boolean swap,
      int most,
      Iterator<Integer> indices,
      IdType ownType,
      IdType otherType) {
    LowRankMatrix matrix = swap ? fitted.transposed() : fitted;
    TopCells cells = new TopCells(matrix, most, indices);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cells.hasNext();
      }

      @Override
      public Row next() {
        TopCells.Best best = cells.next();
        return RowFactory.create(
            ownType.raw(matrix.rows().idAt(best.row())), list(best, matrix.cols(), otherType));
      }
    };
  }

  private static Row[] list(TopCells.Best best, IdIndex ids, IdType type) {
    Row[] list = new Row[best.cols().length];
    for (int k = 0; k < list.length; k++) {
      list[k] = RowFactory.create(type.raw(ids.idAt(best.cols()[k])), best.values()[k]);
    }
    return list;
  }
}
