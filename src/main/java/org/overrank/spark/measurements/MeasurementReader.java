package org.overrank.spark.measurements;

import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.AssembledBlock;
import org.overrank.data.measurements.BlockSummary;
import org.overrank.data.measurements.IdSide;
import org.overrank.data.measurements.IdSides;
import org.overrank.data.measurements.IdTables;
import org.overrank.data.measurements.MatrixSize;
import org.overrank.data.measurements.MeasurementChunk;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.measurements.OrderCut;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.OrderedTree;
import org.overrank.sensing.BlockSpec;
import org.overrank.spark.Jobs;
import org.overrank.spark.Shuffle;
import org.overrank.spark.table.FrameTable;
import org.overrank.spark.table.InputTable;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;
import scala.Tuple2;

/**
 * From a table of measurements to persisted blocks.
 *
 * <p>A first job counts the rows of each piece of a file, which fixes the order of the input; a
 * small one finds the shape, unless it is stated; the last one parses the rows, brings them to
 * their blocks in one shuffle, and keeps nothing else.
 */
public final class MeasurementReader {
  private final InputTable input;
  private final MeasurementSource source;
  private final MeasurementOptions options;

  private MeasurementReader(
      InputTable input, MeasurementSource source, MeasurementOptions options) {
    this.input = input;
    this.source = source;
    this.options = options;
  }

  /**
   * Reads a table.
   *
   * @param spark the session
   * @param source the table
   * @param options what to do with it
   * @return its blocks; the caller closes them
   * @throws InvalidInputException if the table cannot be used: one line that says what is wrong,
   *     where, and in which row
   */
  public static MeasurementData read(
      SparkSession spark, MeasurementSource source, MeasurementOptions options) {
    return SparkErrors.reading(
        source.path(),
        () ->
            new MeasurementReader(
                    TableFiles.open(spark, source.path(), source.format(), source.dialect()),
                    source,
                    options)
                .read());
  }

  /**
   * Reads a DataFrame, up to three times: persist what is costly to compute.
   *
   * @param frame the DataFrame
   * @param source names of its columns
   * @param options what to do with it
   * @return its blocks; the caller closes them
   * @throws InvalidInputException if the rows cannot be used: one line that says what is wrong and
   *     in which row
   */
  public static MeasurementData read(
      Dataset<Row> frame, MeasurementSource source, MeasurementOptions options) {
    return SparkErrors.reading(
        FrameTable.NAME,
        () -> new MeasurementReader(new FrameTable(frame), source, options).read());
  }

  private MeasurementData read() {
    MeasurementTable columns = new MeasurementTable(source, input, options.complex());
    Dataset<Row> table = columns.select();
    MeasurementLayout layout = columns.layout(table);
    InputOrder order = order(table, layout);
    Broadcast<IdSides> sides = sides(table);
    ShapeSearch search = new ShapeSearch(source, options, layout, order);
    MatrixSize size = sides == null ? search.of(table) : sides.value().size();
    int parts = options.complex() ? 2 : 1;
    requireSquare(size, sides != null);
    double bytes =
        sides == null ? parts * parts * search.bytesPerRow(size) : bytesPerRow(sides.value());
    MeasurementParser parser =
        sides == null
            ? new MeasurementParser(layout, size, options.complex(), options.loss())
            : MeasurementParser.ofIds(layout, sides, options.loss());
    OrderCut cut = OrderCut.of(order.rows(), bytes, options.partitions());
    BlockSpec spec =
        new BlockSpec(
            source.kind(),
            parts * size.rows(),
            parts * size.cols(),
            options.storage(),
            options.measurementSeed());
    return blocks(chunks(table, parser, layout, order, cut), order, spec, options, sides);
  }

  /** What stands for the ids, or null where vectors are there. */
  private @Nullable Broadcast<IdSides> sides(Dataset<Row> table) {
    IdTables ids = source.ids();
    if (ids == null) {
      return null;
    }
    if (ids.distinct()) {
      requireDistinct(table, ids);
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(input.session().sparkContext());
    return context.broadcast(
        new IdSides(
            side(table, 0, ids.row(), ids.rowFeatures()),
            side(table, 1, ids.col(), ids.colFeatures())));
  }

  private void requireDistinct(Dataset<Row> table, IdTables ids) {
    Column row = table.col(table.columns()[0]);
    Column col = table.col(table.columns()[1]);
    List<Row> twice =
        table
            .filter(row.isNotNull().and(col.isNotNull()))
            .groupBy(row, col)
            .count()
            .filter("count > 1")
            .orderBy(row, col)
            .limit(1)
            .collectAsList();
    if (!twice.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              "%s: a cell is there twice: %s %s, %s %s; with features, --on-duplicate keep is the"
                  + " other way",
              source.path(),
              ids.row(),
              Shown.cell(twice.get(0).getString(0)),
              ids.col(),
              Shown.cell(twice.get(0).getString(1))));
    }
  }

  private IdSide side(Dataset<Row> table, int at, String column, @Nullable String features) {
    IdTables ids = Objects.requireNonNull(source.ids());
    if (features != null) {
      return FeatureReader.read(input.session(), features, source.dialect(), column, ids.own());
    }
    List<Row> all = table.select(table.col(table.columns()[at])).distinct().collectAsList();
    return IdSide.plain(
        FeatureReader.index(
            all.stream().filter(row -> !row.isNullAt(0)).map(row -> row.getString(0))));
  }

  /** Memory of a measurement in a block: its features, and ids' own parts. */
  private static double bytesPerRow(IdSides sides) {
    return 96 + 12.0 * (sides.rows().names().size() + sides.cols().names().size());
  }

  private void requireSquare(MatrixSize size, boolean byIds) {
    if (options.complex() && byIds) {
      throw new InvalidInputException(
          "--structure hermitian: not with features of rows or columns");
    }
    if (options.complex() && size.rows() != size.cols()) {
      throw new InvalidInputException(
          String.format(
              "%s: a Hermitian matrix is square, not %d x %d",
              source.path(), size.rows(), size.cols()));
    }
  }

  /** The files of the shuffle stay, so that the measurements can be looked at once more. */
  private MeasurementData blocks(
      JavaRDD<MeasurementChunk> chunks,
      InputOrder order,
      BlockSpec spec,
      MeasurementOptions asked,
      @Nullable Broadcast<IdSides> sides) {
    JavaRDD<AssembledBlock> blocks =
        chunks
            .mapPartitions(part -> List.of(AssembledBlock.of(part, spec, asked)).iterator(), true)
            .setName("overrank measurements")
            .persist(StorageLevel.MEMORY_AND_DISK());
    boolean whole = false;
    try {
      List<BlockSummary> summaries = Jobs.collect(blocks.map(AssembledBlock::summary));
      BlockSummary total = OrderedTree.sum(summaries, BlockSummary::plus);
      check(total, order);
      total.units().requirePrintable();
      whole = true;
      return new MeasurementData(
          spec,
          blocks,
          total,
          asked.loss(),
          sides == null ? null : sides.value(),
          () -> blocks(chunks, order, spec, asked.withoutHoldout(), sides));
    } finally {
      // Spark throws exceptions that it does not declare, so there is no catching them here.
      if (!whole) {
        blocks.unpersist();
      }
    }
  }

  private InputOrder order(Dataset<Row> table, MeasurementLayout layout) {
    String[] names = table.columns();
    int file = layout.lists().size() + 4;
    JavaRDD<InternalRow> places =
        table
            .select(table.col(names[file]), table.col(names[file + 1]))
            .queryExecution()
            .toRdd()
            .toJavaRDD();
    List<Segment> segments =
        Jobs.collect(places.mapPartitions(rows -> PieceScan.count(rows).iterator()));
    InputOrder order = new InputOrder(segments.toArray(Segment[]::new));
    if (order.rows() == 0) {
      throw new InvalidInputException(source.path() + ": holds no data rows");
    }
    return order;
  }

  private JavaRDD<MeasurementChunk> chunks(
      Dataset<Row> table,
      MeasurementParser parser,
      MeasurementLayout layout,
      InputOrder order,
      OrderCut cut) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(input.session().sparkContext());
    Broadcast<InputOrder> places = context.broadcast(order);
    JavaRDD<InternalRow> rows = table.queryExecution().toRdd().toJavaRDD();
    return Shuffle.toPartitions(
            rows.mapPartitionsToPair(
                some -> PieceScan.chunks(some, layout, parser, places.value(), cut)),
            cut.parts())
        .map(Tuple2::_2);
  }

  private void check(BlockSummary total, InputOrder order) {
    if (total.badRows() == order.rows()) {
      throw new InvalidInputException(
          String.format(
              "%s: none of its %d data rows is usable; first: %s",
              source.path(), order.rows(), firstProblem(total, order)));
    }
    if (total.badRows() > 0 && options.onBadRow() == BadRowPolicy.FAIL) {
      throw new InvalidInputException(firstProblem(total, order));
    }
    if (total.train() == 0) {
      throw new InvalidInputException(
          String.format(
              "holdout %s leaves none of %d measurements to fit",
              options.holdout(), total.heldOut()));
    }
  }

  private static String firstProblem(BlockSummary total, InputOrder order) {
    return order.where(total.firstBad()) + ": " + total.problem();
  }
}
