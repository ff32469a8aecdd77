package org.overrank.spark.measurements;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.measurements.MatrixSize;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.measurements.UnusableRow;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.Storage;
import org.overrank.spark.Jobs;
import org.overrank.spark.model.Predictor;
import org.overrank.spark.table.TableFiles;

/** Appends ⟨A, UVᵀ⟩ to tables of measurements A, which need not have been measured. */
public final class MeasurementPredictor implements AutoCloseable {
  private static final int ROWS_AT_A_TIME = 256;

  private final Broadcast<Factors> factors;
  private final TableFiles files;
  private final Loss loss;
  private final BlockSpec spec;
  private final MeasurementParser parser;
  private final MeasurementLayout layout;
  private final JavaRDD<InternalRow> matrices;

  /**
   * A predictor for one table.
   *
   * @param files the table
   * @param source names of its columns
   * @param factors (U, V)
   * @param complex whether lists hold complex numbers, for factors of twice the size
   * @param seed of seeded Gaussian matrices
   * @param loss whose response to ⟨A, M⟩ is told
   * @throws InvalidInputException if a column is missing
   */
  public MeasurementPredictor(
      TableFiles files,
      MeasurementSource source,
      Factors factors,
      boolean complex,
      long seed,
      Loss loss) {
    MeasurementTable columns = new MeasurementTable(source, files, complex);
    Dataset<Row> table = columns.selectMatrices();
    this.files = files;
    this.loss = loss;
    this.layout = columns.layout(table);
    this.parser =
        new MeasurementParser(layout, size(factors, complex ? 2 : 1), complex, Losses.SQUARED);
    this.spec = new BlockSpec(source.kind(), factors.rows(), factors.cols(), Storage.DOUBLE, seed);
    this.matrices = table.queryExecution().toRdd().toJavaRDD();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(files.session().sparkContext());
    this.factors = context.broadcast(factors);
  }

  private static MatrixSize size(Factors factors, int parts) {
    return new MatrixSize(factors.rows() / parts, factors.cols() / parts);
  }

  /**
   * Refuses a table with a row that holds no measurement: one pass.
   *
   * @return how many rows there are
   * @throws InvalidInputException if there is one; says which data row it is
   */
  public long requireMeasurements() {
    MeasurementParser reading = parser;
    MeasurementLayout laid = layout;
    List<Segment> segments =
        Jobs.collect(matrices.mapPartitions(rows -> segments(rows, reading, laid).iterator()));
    InputOrder order = new InputOrder(segments.toArray(Segment[]::new));
    String problem = order.firstProblem();
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
    return order.rows();
  }

  private static List<Segment> segments(
      Iterator<InternalRow> rows, MeasurementParser parser, MeasurementLayout layout) {
    List<Segment> segments = new ArrayList<>();
    Segment current = null;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (current == null || !current.isAt(layout.file(row), layout.start(row))) {
        current = new Segment(layout.file(row), layout.start(row));
        segments.add(current);
      }
      try {
        parser.matrixOf(row);
        current.count(null);
      } catch (UnusableRow e) {
        current.count(String.valueOf(e.getMessage()));
      }
    }
    return segments;
  }

  /**
   * Appends predictions.
   *
   * @param prediction name of the new column, of doubles
   * @return the table with the new column, its rows in the same order
   * @throws InvalidInputException if there is a column of that name already
   */
  public Dataset<Row> append(String prediction) {
    Dataset<Row> table = files.table(List.of());
    Predictor.requireNew(List.of(table.columns()), List.of(prediction));
    StructType schema = table.schema().add(prediction, DataTypes.DoubleType, false);
    Broadcast<Factors> point = factors;
    MeasurementParser reading = parser;
    BlockSpec blocks = spec;
    Loss charged = loss;
    JavaRDD<Row> rows =
        table
            .javaRDD()
            .zipPartitions(
                matrices,
                (read, seen) -> new Appended(read, seen, reading, blocks, point.value(), charged));
    return files.session().createDataFrame(rows, schema);
  }

  /** Rows with their predictions, some at a time. */
  private static final class Appended implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Iterator<InternalRow> matrices;
    private final MeasurementParser parser;
    private final BlockSpec spec;
    private final Factors point;
    private final Loss loss;
    private double[] values = {};
    private int next;

    Appended(
        Iterator<Row> rows,
        Iterator<InternalRow> matrices,
        MeasurementParser parser,
        BlockSpec spec,
        Factors point,
        Loss loss) {
      this.rows = rows;
      this.matrices = matrices;
      this.parser = parser;
      this.spec = spec;
      this.point = point;
      this.loss = loss;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row row = rows.next();
      if (next == values.length) {
        values = predict();
        next = 0;
      }
      Object[] cells = new Object[row.size() + 1];
      for (int k = 0; k < row.size(); k++) {
        cells[k] = row.get(k);
      }
      cells[row.size()] = values[next++];
      return RowFactory.create(cells);
    }

    private double[] predict() {
      List<Measurement> some = new ArrayList<>();
      while (some.size() < ROWS_AT_A_TIME && matrices.hasNext()) {
        some.add(new Measurement(parser.matrixOf(matrices.next()), 0, 1));
      }
      MatrixBlock block = spec.build(some);
      double[] images = new double[some.size()];
      block.forward(point.left(), point.right(), images);
      for (int i = 0; i < images.length; i++) {
        images[i] = loss.response(images[i]);
      }
      return images;
    }
  }

  @Override
  public void close() {
    factors.destroy();
  }
}
