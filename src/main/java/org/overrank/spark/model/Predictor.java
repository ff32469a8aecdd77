package org.overrank.spark.model;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.PredictionRule;
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
  private static final String TOLD = "_overrank_told";

  private final Broadcast<LowRankMatrix> matrix;
  private final PredictionRule rule;
  private final LongAccumulator cold;
  private final LongAccumulator cells;

  /**
   * A predictor.
   *
   * @param context the cluster
   * @param matrix what predicts
   * @param rule what to tell of each cell
   */
  public Predictor(JavaSparkContext context, LowRankMatrix matrix, PredictionRule rule) {
    this.matrix = context.broadcast(matrix);
    this.rule = rule;
    this.cold = context.sc().longAccumulator("cold cells");
    this.cells = context.sc().longAccumulator("cells");
  }

  /**
   * Appends predictions.
   *
   * @param table a table with a column of row ids and one of column ids, of any types
   * @param row name of the first
   * @param col name of the second
   * @param names of the new columns, of doubles: as many as the rule tells numbers
   * @return the table with the new columns, its rows in the same order
   * @throws InvalidInputException if there is a column of such a name already
   */
  public Dataset<Row> append(Dataset<Row> table, String row, String col, List<String> names) {
    requireNew(Arrays.asList(table.columns()), names);
    Cell cell = new Cell(matrix, rule, cold, cells);
    UDF2<Object, Object, double[]> fields = cell::fields;
    // Not deterministic for the optimiser: evaluated once for each cell, so that counts are right.
    Column told =
        functions
            .udf(fields, DataTypes.createArrayType(DataTypes.DoubleType, false))
            .asNondeterministic()
            .apply(ColumnTypes.id(table, row), ColumnTypes.id(table, col));
    Dataset<Row> result = table.withColumn(TOLD, told);
    if (rule.cold() == ColdPolicy.DROP) {
      result = result.filter(result.col(TOLD).isNotNull());
    }
    for (int k = 0; k < names.size(); k++) {
      result = result.withColumn(names.get(k), result.col(TOLD).getItem(k));
    }
    return result.drop(TOLD);
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
    Cell cell = new Cell(matrix, rule, cold, cells);
    return table.append(row, col, cell::fields);
  }

  /**
   * Refuses names that would be there twice.
   *
   * @param present names of columns
   * @param names of new ones
   * @throws InvalidInputException if there is a column of such a name already
   */
  public static void requireNew(List<String> present, List<String> names) {
    for (int k = 0; k < names.size(); k++) {
      String name = names.get(k);
      if (present.contains(name) || names.indexOf(name) < k) {
        throw new InvalidInputException(
            "the input has a column " + Shown.cell(name) + " already: choose another name");
      }
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
        PredictionRule rule,
        LongAccumulator cold,
        LongAccumulator cells) {
      super(matrix, rule);
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
