package org.overrank.spark.model;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.PredictionRule;

/** One cell's prediction as a SQL function of its two ids; null where the row shall be dropped. */
public class CellFunction implements UDF2<Object, Object, Double> {
  private static final long serialVersionUID = 1L;

  private final MatrixSource matrix;
  private final PredictionRule rule;

  /** Where a task finds the matrix. */
  @FunctionalInterface
  interface MatrixSource extends Serializable {
    /** All of it, or the rows that the task needs. */
    LowRankMatrix value();
  }

  CellFunction(MatrixSource matrix, PredictionRule rule) {
    this.matrix = matrix;
    this.rule = rule;
  }

  /**
   * The prediction of cells.
   *
   * @param matrix what predicts
   * @param policy what to predict where an id is not known
   * @param met told of cells whose id is not known, perhaps of some more than once
   * @param row ids of the rows, bigint or string
   * @param col ids of the columns, bigint or string
   * @return a column of doubles, null where the policy is to drop
   */
  public static Column of(
      Broadcast<LowRankMatrix> matrix,
      ColdPolicy policy,
      AccumulatorV2<Long, Long> met,
      Column row,
      Column col) {
    return functions.udf(new Told(matrix, policy, met), DataTypes.DoubleType).apply(row, col);
  }

  @Override
  public @Nullable Double call(@Nullable Object row, @Nullable Object col) {
    double[] fields = fields(row, col);
    return fields == null ? null : fields[0];
  }

  /**
   * All that is told of a cell.
   *
   * @param row id of the row
   * @param col id of the column
   * @return as the rule says, null where the cell shall be dropped
   */
  final double @Nullable [] fields(@Nullable Object row, @Nullable Object col) {
    LowRankMatrix m = matrix.value();
    int a = m.rows().indexOf(row);
    int b = m.cols().indexOf(col);
    met(PredictionRule.isCold(m, a, b));
    return rule.of(m, a, b);
  }

  /**
   * Told of every cell.
   *
   * @param cold whether its row or column is not known
   */
  void met(boolean cold) {}

  /** Tells an accumulator. */
  private static final class Told extends CellFunction {
    private static final long serialVersionUID = 1L;

    private final AccumulatorV2<Long, Long> cells;

    Told(Broadcast<LowRankMatrix> matrix, ColdPolicy policy, AccumulatorV2<Long, Long> cells) {
      super(matrix::value, PredictionRule.plain(policy));
      this.cells = cells;
    }

    @Override
    void met(boolean isCold) {
      if (isCold) {
        cells.add(1L);
      }
    }
  }
}
