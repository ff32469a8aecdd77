package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.PartitionBuffer;
import org.overrank.data.entries.WideCells;
import org.overrank.data.entries.WideForm;
import org.overrank.data.entries.WideHeader;
import org.overrank.data.entries.WideLine;
import org.overrank.data.entries.WideNumbers;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.PlainLines;
import org.overrank.data.table.Segment;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableFormat;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.spark.Jobs;
import org.overrank.spark.table.ColumnPath;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.StoredCsv;
import org.overrank.spark.table.TableFiles;

/** A table with a column of row ids, and one for each column of the matrix. */
public final class WideTable {
  private final TableFiles files;
  private final EntrySource source;
  private final WideForm form;

  /**
   * A table.
   *
   * @param files where it is
   * @param source what is said about it
   * @throws InvalidInputException if there are no such tables in that format
   */
  public WideTable(TableFiles files, EntrySource source) {
    this.files = files;
    this.source = source;
    this.form = Objects.requireNonNull(source.wide());
    if (files.format() == TableFormat.JSON || files.format() == TableFormat.MTX) {
      throw new InvalidInputException(
          files.path() + ": --wide is for csv, parquet and orc, not for " + files.format().word());
    }
  }

  /** {@return where it is} */
  public TableFiles files() {
    return files;
  }

  /** Whether it is CSV, of which {@link #lines} are the lines. */
  public boolean isText() {
    return files.format() == TableFormat.CSV;
  }

  /** {@return the ending of a file's name that tells how it is written} */
  public String ending() {
    return isText() && files.isTabbed() ? ".tsv" : "." + files.format().word();
  }

  /** {@return the lines of CSV as they are stored} */
  public StoredCsv lines() {
    return files.stored();
  }

  /** {@return the columns of CSV} */
  public WideHeader header(StoredCsv lines) {
    return WideHeader.of(
        files.path(), lines.names(), source.row(), form, () -> files.guess(source.row()));
  }

  /** {@return the columns of a typed table} */
  public WideHeader header(Dataset<Row> table) {
    WideHeader header =
        WideHeader.of(
            files.path(), List.of(table.schema().fieldNames()), source.row(), form, () -> "");
    requireNumbers(table.schema(), header);
    return header;
  }

  /**
   * The entries.
   *
   * @param onBadRow what to do with rows that cannot be used
   * @return a partition for each of the input's
   */
  JavaRDD<ParsedPartition> parse(Loss loss, BadRowPolicy onBadRow) {
    return isText() ? parseLines(loss, onBadRow) : parseRows(loss, onBadRow);
  }

  /**
   * The measured cells, as {@link EntryLayout} lays out the rows of a table of entries.
   *
   * @param rows the cells, read again at each use; all are usable
   * @param badRows rows of the table that were left out
   */
  public record Cells(JavaRDD<Row> rows, long badRows) {}

  /**
   * The measured cells; a pass to look for rows that cannot be used.
   *
   * @param onBadRow what to do with those
   * @param more which of the two columns of ids is the further one too, or null
   * @return the cells
   * @throws InvalidInputException if rows cannot be used: the message says which
   */
  public Cells cells(Loss loss, BadRowPolicy onBadRow, @Nullable String more) {
    if (more != null && !more.equals(source.row()) && !more.equals(source.col())) {
      throw new InvalidInputException(
          String.format(
              "--by %s: a --wide table has no further column: say %s or %s",
              Shown.cell(more), Shown.cell(source.row()), Shown.cell(source.col())));
    }
    long badRows = requireUsable(loss, onBadRow);
    boolean byRow = source.row().equals(more);
    JavaRDD<ParsedPartition> parsed = parse(loss, onBadRow);
    String path = source.path();
    return new Cells(
        parsed.flatMap(
            part -> {
              List<Row> rows = new ArrayList<>();
              part.forEach(
                  (row, col, value) ->
                      rows.add(
                          RowFactory.create(
                              row,
                              col,
                              value,
                              null,
                              null,
                              null,
                              path,
                              0L,
                              null,
                              more == null ? null : byRow ? row : col)));
              return rows.iterator();
            }),
        badRows);
  }

  /**
   * Refuses a table with rows that cannot be used: one pass.
   *
   * @param onBadRow what to do with those
   * @return how many there are
   * @throws InvalidInputException saying which row
   */
  public long requireUsable(Loss loss, BadRowPolicy onBadRow) {
    InputOrder order =
        new InputOrder(
            Jobs.collect(parse(loss, onBadRow).map(ParsedPartition::segments)).stream()
                .flatMap(Arrays::stream)
                .toArray(Segment[]::new));
    String problem = order.firstProblem();
    if (problem != null && onBadRow == BadRowPolicy.FAIL) {
      throw new InvalidInputException(problem);
    }
    order.requireUsable(source.path());
    return order.badRows();
  }

  private JavaRDD<ParsedPartition> parseLines(Loss loss, BadRowPolicy onBadRow) {
    StoredCsv stored = lines();
    WideHeader header = header(stored);
    CsvLayout layout = stored.layout();
    WideForm asked = form;
    return stored.read(
        (file, start, lines) -> {
          WideLine line = new WideLine(layout, header, asked);
          PartitionBuffer buffer = new PartitionBuffer(onBadRow);
          Adder adder = new Adder(buffer, header);
          while (lines.hasNext()) {
            String text = PlainLines.content(lines.next());
            if (line.isBlank(text)) {
              continue;
            }
            String problem = line.read(text);
            problem = problem == null ? line.cells().refusal(loss) : problem;
            if (buffer.count(file, start, problem)) {
              adder.add(line.id(), line.cells());
            }
          }
          return List.of(buffer.result()).iterator();
        });
  }

  /** The entries of rows; a column's id is looked up once. */
  private static final class Adder {
    private final PartitionBuffer buffer;
    private final List<String> columns;
    private final int[] places;

    Adder(PartitionBuffer buffer, WideHeader header) {
      this.buffer = buffer;
      this.columns = header.columns();
      this.places = new int[columns.size()];
      Arrays.fill(places, -1);
    }

    void add(Object id, WideCells cells) {
      int row = -1;
      for (int k = 0; k < places.length; k++) {
        double value = cells.value(k);
        if (!Double.isNaN(value)) {
          row = row < 0 ? buffer.rowPlace(id) : row;
          places[k] = places[k] < 0 ? buffer.colPlace(columns.get(k)) : places[k];
          buffer.add(row, places[k], value, 1, 1);
        }
      }
    }
  }

  private JavaRDD<ParsedPartition> parseRows(Loss loss, BadRowPolicy onBadRow) {
    List<String> ids = List.of(source.row());
    Dataset<Row> table = files.table(List.of());
    WideHeader header = header(table);
    Column[] numbers =
        header.columns().stream()
            .map(name -> ColumnPath.column(table, name).cast(DataTypes.DoubleType))
            .toArray(Column[]::new);
    Column[] place = files.place(table);
    WideForm asked = form;
    return table
        .select(
            ColumnTypes.id(table, source.row()),
            functions.array(numbers),
            files.malformed(table, ids),
            place[0],
            place[1])
        .javaRDD()
        .mapPartitions(rows -> List.of(parseRows(rows, header, asked, loss, onBadRow)).iterator());
  }

  private static ParsedPartition parseRows(
      Iterator<Row> rows, WideHeader header, WideForm form, Loss loss, BadRowPolicy onBadRow) {
    WideNumbers numbers = new WideNumbers(header, form);
    PartitionBuffer buffer = new PartitionBuffer(onBadRow);
    Adder adder = new Adder(buffer, header);
    while (rows.hasNext()) {
      Row row = rows.next();
      Object id = row.get(0);
      String problem = row.isNullAt(2) ? numbers.read(id, row.getList(1)) : row.getString(2);
      problem = problem == null ? numbers.cells().refusal(loss) : problem;
      if (buffer.count(row.getString(3), row.getLong(4), problem)) {
        adder.add(id, numbers.cells());
      }
    }
    return buffer.result();
  }

  private void requireNumbers(StructType schema, WideHeader header) {
    List<String> others = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (String name : header.columns()) {
      DataType type = Objects.requireNonNull(ColumnPath.type(schema, name));
      if (!(type instanceof NumericType || type instanceof NullType)) {
        others.add(name);
        types.add(type.simpleString());
      }
    }
    if (!others.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              "%s: not numbers: %s (%s); --ignore-columns %s leaves such columns out",
              files.path(),
              Shown.names(others),
              String.join(", ", types),
              Shown.path(String.join(",", others))));
    }
  }
}
