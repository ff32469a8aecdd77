package org.overrank.spark.instances;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.measurements.ComplexMatrix;
import org.overrank.data.table.TableFormat;
import org.overrank.landscape.Instance;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/** The measurements of an instance as a table that {@code fit} reads. */
public final class InstanceTable {
  private static final double PART_BYTES = 64 << 20;
  private static final int MOST_PARTS = 4096;

  private final Instance instance;
  private final boolean lists;

  /**
   * A table.
   *
   * @param instance whose measurements
   * @param format how it will be written: CSV holds lists as texts
   */
  public InstanceTable(Instance instance, TableFormat format) {
    this.instance = instance;
    this.lists = format != TableFormat.CSV;
  }

  /**
   * How many partitions make files of a good size.
   *
   * @param instance whose measurements
   * @return from 1 up
   */
  public static int partitions(Instance instance) {
    double cells = (double) instance.rows() * instance.cols();
    double numbers =
        switch (instance.kind()) {
          case DENSE -> cells;
          case RANK_ONE -> (double) instance.rows() + instance.cols();
          default -> 3;
        };
    double parts = Math.ceil(8 * numbers * instance.count() / PART_BYTES);
    return (int) Math.max(1, Math.min(Math.min(parts, MOST_PARTS), (double) instance.count()));
  }

  /**
   * The measurements.
   *
   * @param session where
   * @param partitions into how many pieces
   * @return rows in the order of the measurements
   */
  public Dataset<Row> rows(SparkSession session, int partitions) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    Instance made = instance; // Travels with the tasks, in Java's own serialization.
    boolean weighted = instance.isWeighted();
    boolean asLists = lists;
    boolean complex = instance.structure().isComplex();
    JavaRDD<Row> rows =
        indices(context, instance.count(), partitions)
            .map(i -> row(made.measurement(i), weighted, complex, asLists));
    return session.createDataFrame(rows, schema());
  }

  /** The numbers [0, count), in order. */
  static JavaRDD<Long> indices(JavaSparkContext context, long count, int partitions) {
    List<Integer> parts = new ArrayList<>();
    for (int k = 0; k < partitions; k++) {
      parts.add(k);
    }
    return context
        .parallelize(parts, partitions)
        .flatMap(
            k ->
                LongStream.range(start(count, partitions, k), start(count, partitions, k + 1))
                    .iterator());
  }

  private static long start(long count, int parts, int k) {
    return count / parts * k + count % parts * k / parts;
  }

  private StructType schema() {
    DataType list =
        lists ? DataTypes.createArrayType(DataTypes.DoubleType, false) : DataTypes.StringType;
    StructType schema =
        switch (instance.kind()) {
          case ENTRIES ->
              new StructType().add("row", DataTypes.LongType).add("col", DataTypes.LongType);
          case DENSE -> new StructType().add("measurement", list);
          case RANK_ONE -> new StructType().add("left", list).add("right", list);
          case SEEDED_GAUSSIAN -> new StructType().add("index", DataTypes.LongType);
          case SPARSE -> throw new IllegalArgumentException("no instance is sparse");
        };
    StructType valued = schema.add("value", DataTypes.DoubleType);
    return instance.isWeighted() ? valued.add("weight", DataTypes.DoubleType) : valued;
  }

  private static Row row(
      Measurement measurement, boolean weighted, boolean complex, boolean lists) {
    List<Object> cells = new ArrayList<>();
    SensingMatrix matrix = measurement.matrix();
    if (matrix instanceof SensingMatrix.Entry entry) {
      cells.add((long) entry.row());
      cells.add((long) entry.col());
    } else if (matrix instanceof SensingMatrix.Dense dense) {
      cells.add(list(dense.cells(), lists));
    } else if (matrix instanceof SensingMatrix.RankOne form && complex) {
      cells.add(list(ComplexMatrix.interleaved(form.left(), 0.5), lists));
      cells.add(list(ComplexMatrix.interleaved(form.right(), 1), lists));
    } else if (matrix instanceof SensingMatrix.RankOne form) {
      cells.add(list(form.left().expanded(), lists));
      cells.add(list(form.right().expanded(), lists));
    } else if (matrix instanceof SensingMatrix.SeededGaussian seeded) {
      cells.add(seeded.index());
    }
    cells.add(measurement.value());
    if (weighted) {
      cells.add(measurement.weight());
    }
    return RowFactory.create(cells.toArray());
  }

  private static Object list(double[] values, boolean lists) {
    return lists
        ? values
        : Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  /**
   * The option of {@code fit} that such a table needs.
   *
   * @param kind of the measurements
   * @return whether the shape has to be stated
   */
  public static boolean needsShape(MeasurementKind kind) {
    return kind == MeasurementKind.DENSE || kind == MeasurementKind.SEEDED_GAUSSIAN;
  }
}
