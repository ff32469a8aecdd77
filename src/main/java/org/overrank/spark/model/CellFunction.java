package org.overrank.spark.model;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** One cell's prediction as a SQL function of its two ids; null where the row shall be dropped. */
public class CellFunction implements UDF2<Object, Object, Double> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<LowRankMatrix> matrix;
  private final ColdPolicy policy;

  CellFunction(Broadcast<LowRankMatrix> matrix, ColdPolicy policy) {
    this.matrix = matrix;
    this.policy = policy;
  }

  /**
   * The prediction of cells.
   *
   * @param matrix what predicts
   * @param policy what to predict where an id is not known
   * @param row ids of the rows, bigint or string
   * @param col ids of the columns, bigint or string
   * @return a column of doubles, null where the policy is to drop
   */
  public static Column of(
      Broadcast<LowRankMatrix> matrix, ColdPolicy policy, Column row, Column col) {
    return functions.udf(new CellFunction(matrix, policy), DataTypes.DoubleType).apply(row, col);
  }

  @Override
  public @Nullable Double call(@Nullable Object row, @Nullable Object col) {
    LowRankMatrix m = matrix.value();
    int a = m.rows().indexOf(row);
    int b = m.cols().indexOf(col);
    boolean cold = a < 0 || b < 0;
    met(cold);
    if (!cold) {
      return m.predict(a, b);
    }
    return switch (policy) {
      case MEAN -> m.predict(a, b);
      case NAN -> Double.NaN;
      case DROP -> null;
    };
  }

  /**
   * Told of every cell.
   *
   * @param cold whether its row or column is not known
   */
  void met(boolean cold) {}
}
