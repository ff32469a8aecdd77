package org.overrank.spark.model;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.CsvText;

/**
 * Appends predictions to tables of cells.
 *
 * <p>The matrix is broadcast once. Cold cells, whose row or column id is unknown, are counted while
 * the resulting table is computed; {@link #coldCells} is complete after one action over it.
 */
public final class Predictor implements AutoCloseable {
  private final Broadcast<LowRankMatrix> matrix;
  private final ColdPolicy policy;
  private final LongAccumulator cold;
  private final LongAccumulator cells;

  /**
   * A predictor.
   *
   * @param context the cluster
   * @param matrix what predicts
   * @param policy what to predict for cold cells
   */
  public Predictor(JavaSparkContext context, LowRankMatrix matrix, ColdPolicy policy) {
    this.matrix = context.broadcast(matrix);
    this.policy = policy;
    this.cold = context.sc().longAccumulator("cold cells");
    this.cells = context.sc().longAccumulator("cells");
  }

  /**
   * Appends predictions.
   *
   * @param table a table with a column of row ids and one of column ids, of any types
   * @param row name of the first
   * @param col name of the second
   * @param prediction name of the new column, of doubles
   * @return the table with the new column, its rows in the same order
   * @throws InvalidInputException if there is a column of that name already
   */
  public Dataset<Row> append(Dataset<Row> table, String row, String col, String prediction) {
    requireNew(Arrays.asList(table.columns()), prediction);
    // Not deterministic for the optimiser: evaluated once for each cell, so that counts are right.
    UserDefinedFunction cell =
        functions
            .udf(new Cell(matrix, policy, cold, cells), DataTypes.DoubleType)
            .asNondeterministic();
    Column predicted = cell.apply(ColumnTypes.id(table, row), ColumnTypes.id(table, col));
    Dataset<Row> result = table.withColumn(prediction, predicted);
    return policy == ColdPolicy.DROP ? result.filter(result.col(prediction).isNotNull()) : result;
  }

  /**
   * Appends predictions to the records of a text.
   *
   * @param table with a column of row ids and one of column ids
   * @param row name of the first
   * @param col name of the second
   * @return the records in the same order, each with its prediction
   * @throws InvalidInputException if there is a line that is no record
   */
  public JavaRDD<byte[]> append(CsvText table, String row, String col) {
    table.requireRecords(row, col);
    return table.append(row, col, new Cell(matrix, policy, cold, cells));
  }

  /**
   * Refuses a name that would be there twice.
   *
   * @param present names of columns
   * @param prediction name of a new one
   * @throws InvalidInputException if there is a column of that name already
   */
  public static void requireNew(List<String> present, String prediction) {
    if (present.contains(prediction)) {
      throw new InvalidInputException(
          "the input has a column " + Shown.cell(prediction) + " already: choose another name");
    }
  }

  /**
   * How many of the cells were cold so far.
   *
   * @return a count
   */
  public long coldCells() {
    return cold.value();
  }

  /**
   * How many cells were predicted so far, cold ones included.
   *
   * @return a count
   */
  public long cells() {
    return cells.value();
  }

  /**
   * Whether there were cells, and the model knew none of them.
   *
   * @return true if all were cold
   */
  public boolean knowsNone() {
    return cells() > 0 && coldCells() == cells();
  }

  @Override
  public void close() {
    matrix.destroy();
  }

  /** Counts the cells. */
  private static final class Cell extends CellFunction {
    private static final long serialVersionUID = 1L;

    private final LongAccumulator cold;
    private final LongAccumulator cells;

    Cell(
        Broadcast<LowRankMatrix> matrix,
        ColdPolicy policy,
        LongAccumulator cold,
        LongAccumulator cells) {
      super(matrix, policy);
      this.cold = cold;
      this.cells = cells;
    }

    @Override
    void met(boolean isCold) {
      cells.add(1);
      if (isCold) {
        cold.add(1);
      }
    }
  }
}
