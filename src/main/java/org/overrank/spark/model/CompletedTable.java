package org.overrank.spark.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.MissingMarks;
import org.overrank.data.entries.WideForm;
import org.overrank.data.entries.WideHeader;
import org.overrank.data.entries.WideLine;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.PlainLines;
import org.overrank.spark.entries.WideTable;
import org.overrank.spark.table.ColumnPath;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.StoredCsv;
import org.overrank.spark.table.TableFiles;

/**
 * A wide table with predictions in the cells that were not measured: the same columns, rows and
 * order. Of CSV all else stays byte for byte; rows that cannot be used stay as they are.
 */
public final class CompletedTable {
  private static final String PREDICTED = "_overrank_predicted";

  private final SparkSession spark;
  private final WideTable table;
  private final WideForm form;
  private final String row;
  private final LowRankMatrix matrix;
  private final ValueRange clip;

  /**
   * A table to complete.
   *
   * @param spark the session
   * @param source a wide table
   * @param form what is not a value in it
   * @param matrix what predicts
   * @param clip to which predictions are clipped
   */
  public CompletedTable(
      SparkSession spark,
      EntrySource source,
      WideForm form,
      LowRankMatrix matrix,
      ValueRange clip) {
    TableFiles files = TableFiles.open(spark, source.path(), source.format(), source.dialect());
    this.spark = spark;
    this.table = new WideTable(files, source);
    this.form = form;
    this.row = source.row();
    this.matrix = matrix;
    this.clip = clip;
  }

  /** Whether it is text, for {@link #writeText}; else {@link #typed} is the table. */
  public boolean isText() {
    return table.isText();
  }

  /** {@return the ending of a file's name that tells how it is written} */
  public String ending() {
    return table.ending();
  }

  /**
   * Writes text.
   *
   * @param out where to; not closed
   * @throws IOException if that cannot be written
   */
  public void writeText(OutputStream out) throws IOException {
    StoredCsv stored = table.lines();
    WideHeader header = table.header(stored);
    CsvLayout layout = stored.layout();
    WideForm asked = form;
    ValueRange range = clip;
    char end = stored.end();
    Broadcast<LowRankMatrix> predicting = broadcast();
    try {
      JavaRDD<byte[]> lines =
          stored.read(
              (file, start, texts) -> {
                LineFiller filler =
                    new LineFiller(
                        new WideLine(layout, header, asked), header, predicting.value(), range);
                return mapped(
                    texts,
                    text -> (filler.apply(text) + end).getBytes(StandardCharsets.ISO_8859_1));
              });
      out.write(stored.head(""));
      boolean ended = stored.isEnded();
      Iterator<byte[]> all = lines.toLocalIterator();
      while (all.hasNext()) {
        byte[] line = all.next();
        out.write(line, 0, line.length - (ended || all.hasNext() ? 0 : 1));
      }
    } finally {
      predicting.destroy();
    }
  }

  private Broadcast<LowRankMatrix> broadcast() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(matrix);
  }

  private static <S, T> Iterator<T> mapped(Iterator<S> from, Function<S, T> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return from.hasNext();
      }

      @Override
      public T next() {
        return function.apply(from.next());
      }
    };
  }

  /** The places of a header's columns in the matrix, −1 where it has none. */
  private static int[] places(WideHeader header, LowRankMatrix matrix) {
    return header.columns().stream().mapToInt(matrix.cols()::indexOf).toArray();
  }

  /** Fills lines, a carriage return at their ends kept. */
  private static final class LineFiller {
    private final WideLine line;
    private final int[] places;
    private final LowRankMatrix matrix;
    private final ValueRange clip;

    LineFiller(WideLine line, WideHeader header, LowRankMatrix matrix, ValueRange clip) {
      this.line = line;
      this.places = places(header, matrix);
      this.matrix = matrix;
      this.clip = clip;
    }

    String apply(String stored) {
      String text = PlainLines.content(stored);
      if (line.isBlank(text) || line.read(text) != null) {
        return stored;
      }
      int at = matrix.rows().indexOf(line.id());
      return line.filled(k -> clip.clip(matrix.predict(at, places[k])))
          + stored.substring(text.length());
    }
  }

  /**
   * The completed table of other formats than text.
   *
   * @param use called with it; its columns of the matrix are floats or doubles
   * @throws IOException as that does
   */
  public void typed(Use use) throws IOException {
    Dataset<Row> stored = table.files().table(List.of());
    WideHeader header = table.header(stored);
    Broadcast<LowRankMatrix> predicting = broadcast();
    try {
      int[] places = places(header, matrix);
      ValueRange range = clip;
      UDF1<Object, double @Nullable []> predict =
          id -> {
            LowRankMatrix m = predicting.value();
            int at = m.rows().indexOf(id);
            return id == null
                ? null
                : Arrays.stream(places)
                    .mapToDouble(place -> range.clip(m.predict(at, place)))
                    .toArray();
          };
      // Not deterministic for the optimiser: a row is predicted once, not for each of its cells.
      UserDefinedFunction function =
          functions
              .udf(predict, DataTypes.createArrayType(DataTypes.DoubleType, false))
              .asNondeterministic();
      Dataset<Row> with = stored.withColumn(PREDICTED, function.apply(ColumnTypes.id(stored, row)));
      use.of(with.select(columns(with, header)));
    } finally {
      predicting.destroy();
    }
  }

  /** What is done with a table. */
  @FunctionalInterface
  public interface Use {
    /**
     * Uses it.
     *
     * @param table valid during the call
     * @throws IOException if it cannot be written
     */
    void of(Dataset<Row> table) throws IOException;
  }

  private Column[] columns(Dataset<Row> with, WideHeader header) {
    Object[] marks =
        Arrays.stream(new MissingMarks(form.missing(), DecimalMark.POINT).numbers())
            .boxed()
            .toArray();
    List<Column> columns = new ArrayList<>();
    StructField[] fields = with.schema().fields();
    for (int place = 0; place < fields.length - 1; place++) {
      String name = fields[place].name();
      Column cell = ColumnPath.column(with, name);
      int k = header.places().indexOf(place);
      columns.add(k < 0 ? cell : filled(with, cell, fields[place].dataType(), k, marks).as(name));
    }
    return columns.toArray(Column[]::new);
  }

  private static Column filled(
      Dataset<Row> with, Column cell, DataType stored, int k, Object[] marks) {
    DataType type = stored.equals(DataTypes.FloatType) ? stored : DataTypes.DoubleType;
    Column number = cell.cast(type);
    Column measured =
        number
            .isNotNull()
            .and(functions.not(functions.isnan(number)))
            .and(functions.not(number.cast(DataTypes.DoubleType).isin(marks)));
    Column predicted = with.col(PREDICTED).getItem(k).cast(type);
    return functions.when(measured.or(with.col(PREDICTED).isNull()), number).otherwise(predicted);
  }
}
