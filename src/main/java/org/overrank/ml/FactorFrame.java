package org.overrank.ml;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.model.LowRankMatrix;

/** One side's factors as a DataFrame, scales undone: id, features, and bias where there is one. */
final class FactorFrame {
  private FactorFrame() {}

  /**
   * The factors of one side.
   *
   * @param shared the matrix, for the executors
   * @param fitted the same
   * @param swap whether the side is that of the columns
   * @param ids what the side's ids shall be
   */
  static Dataset<Row> of(SharedMatrix shared, LowRankMatrix fitted, boolean swap, IdType ids) {
    SparkSession session = SparkSession.active();
    Broadcast<LowRankMatrix> sent = shared.in(session);
    int count = swap ? fitted.cols().size() : fitted.rows().size();
    boolean biases = fitted.centering().hasBiases();
    JavaRDD<Row> rows =
        session
            .range(count)
            .javaRDD()
            .filter(
                index ->
                    swap
                        ? sent.value().isKnownCol(index.intValue())
                        : sent.value().isKnownRow(index.intValue()))
            .map(
                index ->
                    row(
                        swap ? sent.value().transposed() : sent.value(),
                        index.intValue(),
                        ids,
                        biases));
    StructType schema =
        new StructType()
            .add("id", ids.rawType(), false)
            .add("features", DataTypes.createArrayType(DataTypes.DoubleType, false), false);
    Dataset<Row> factors =
        session.createDataFrame(
            rows, biases ? schema.add("bias", DataTypes.DoubleType, false) : schema);
    return ids.type().equals(ids.rawType())
        ? factors
        : factors.withColumn("id", factors.col("id").cast(ids.type()));
  }

  private static Row row(LowRankMatrix matrix, int index, IdType ids, boolean biases) {
    int width = matrix.factors().searchRank();
    double[] features =
        Arrays.copyOfRange(matrix.factors().left().data(), index * width, (index + 1) * width);
    double scale = matrix.scales().row(index);
    for (int k = 0; k < width; k++) {
      features[k] *= scale;
    }
    Object id = ids.raw(matrix.rows().idAt(index));
    return biases
        ? RowFactory.create(id, features, matrix.centering().rowBias()[index])
        : RowFactory.create(id, features);
  }
}
