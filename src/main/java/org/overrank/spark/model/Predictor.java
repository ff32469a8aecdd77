package org.overrank.spark.model;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.CsvText;

/**
 * Appends predictions to tables of cells.
 *
 * <p>The matrix is broadcast once; the rows of a {@link StoredModel} come to the partitions that
 * need them instead. Cold cells, whose row or column id is unknown, are counted while the resulting
 * table is computed; {@link #coldCells} is complete after one action over it.
 */
public final class Predictor implements AutoCloseable {
  private static final String TOLD = "_overrank_told";

  private final @Nullable StoredModel stored;
  private final @Nullable Broadcast<LowRankMatrix> matrix;
  private final PredictionRule rule;
  private final LongAccumulator cold;
  private final LongAccumulator cells;

  /**
   * A predictor.
   *
   * @param context the cluster
   * @param model what predicts
   * @param rule what to tell of each cell
   */
  public Predictor(JavaSparkContext context, LowRankModel model, PredictionRule rule) {
    this.stored = model instanceof StoredModel many ? many : null;
    this.matrix = stored == null ? context.broadcast(model.matrix()) : null;
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
    if (matrix == null) {
      return joined(table, row, col, names);
    }
    Broadcast<LowRankMatrix> whole = matrix;
    UDF2<Object, Object, double[]> fields = new Cell(whole::value, rule, cold, cells)::fields;
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
    if (matrix != null) {
      Broadcast<LowRankMatrix> whole = matrix;
      return table.append(row, col, new Cell(whole::value, rule, cold, cells)::fields);
    }
    JavaRDD<LowRankMatrix> pieces =
        NeededRows.of(Objects.requireNonNull(stored), table.rowIds(row, col));
    PredictionRule told = rule;
    LongAccumulator unknown = cold;
    LongAccumulator all = cells;
    return table.append(
        row, col, pieces, piece -> new Cell(() -> piece, told, unknown, all)::fields);
  }

  /** The same with a matrix for each partition. */
  private Dataset<Row> joined(Dataset<Row> table, String row, String col, List<String> names) {
    JavaRDD<Row> ids =
        table
            .select(ColumnTypes.id(table, row), ColumnTypes.id(table, col), functions.struct("*"))
            .javaRDD();
    JavaRDD<LowRankMatrix> pieces =
        NeededRows.of(Objects.requireNonNull(stored), ids.map(each -> each.get(0)));
    PredictionRule told = rule;
    LongAccumulator unknown = cold;
    LongAccumulator all = cells;
    StructType schema = table.schema();
    for (String name : names) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    return table
        .sparkSession()
        .createDataFrame(
            ids.zipPartitions(
                pieces,
                (rows, piece) -> {
                  LowRankMatrix here = piece.next();
                  return told(rows, new Cell(() -> here, told, unknown, all));
                }),
            schema);
  }

  private static Iterator<Row> told(Iterator<Row> rows, Cell cell) {
    Stream<Row> all =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
    return all.flatMap(row -> told(row, cell).stream()).iterator();
  }

  private static Optional<Row> told(Row row, Cell cell) {
    double[] fields = cell.fields(row.get(0), row.get(1));
    if (fields == null) {
      return Optional.empty();
    }
    Row cells = row.getStruct(2);
    Object[] values = new Object[cells.size() + fields.length];
    for (int k = 0; k < cells.size(); k++) {
      values[k] = cells.get(k);
    }
    for (int k = 0; k < fields.length; k++) {
      values[cells.size() + k] = fields[k];
    }
    return Optional.of(RowFactory.create(values));
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
    if (matrix != null) {
      matrix.destroy();
    }
  }

  /** Counts the cells. */
  private static final class Cell extends CellFunction {
    private static final long serialVersionUID = 1L;

    private final LongAccumulator cold;
    private final LongAccumulator cells;

    Cell(MatrixSource matrix, PredictionRule rule, LongAccumulator cold, LongAccumulator cells) {
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
