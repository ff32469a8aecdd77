package org.overrank.spark.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.Separator;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TableGuess;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;

/**
 * The files of a table, opened through Spark's readers.
 *
 * <p>Nothing is guessed: CSV is read as texts, ids of JSON by the kind of each value, and the
 * values in the names of partitions' directories as they are written. CSV has a header in every
 * file unless its columns are said, and quotes doubled within quotes. A record of CSV or JSON is
 * one line.
 */
public final class TableFiles implements InputTable {
  /** The column of what is no record. */
  static final String CORRUPT = "_overrank_corrupt_record";

  private final SparkFiles files;
  private final String path;
  private final TableFormat format;
  private final CsvLayout layout;
  private final CsvFiles csv;
  private final JsonFiles json;

  private TableFiles(SparkFiles files, TableFormat format, CsvLayout layout) {
    this.files = files;
    this.path = Shown.path(files.files().path());
    this.format = format;
    this.layout = layout;
    this.csv = new CsvFiles(files, layout);
    this.json = new JsonFiles(files, layout.encoding());
  }

  /**
   * Finds the files.
   *
   * @param spark the session
   * @param path a file, a directory of files, or a pattern
   * @param format how they are written, or null to tell by their names
   * @param dialect what is said about texts
   * @return the files
   * @throws InvalidInputException if there are none, the format cannot be told, or has no use for
   *     what is said
   */
  public static TableFiles open(
      SparkSession spark, String path, @Nullable TableFormat format, TextDialect dialect) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    InputFiles files = InputFiles.find(path, hadoop);
    TableFormat told = files.format(format, dialect, spark);
    dialect.requireFor(told, Shown.path(path));
    boolean tabbed = told == TableFormat.CSV && files.tabbed(dialect);
    CsvLayout layout = dialect.layout(Shown.path(path), tabbed);
    FileKinds.require(files, told, layout.separator(), hadoop);
    return new TableFiles(SparkFiles.literal(spark, files), told, layout);
  }

  /**
   * How many files there are.
   *
   * @return 1 or more
   */
  public int count() {
    return files.files().files().size();
  }

  /**
   * The first file.
   *
   * @return its bytes, unpacked
   * @throws IOException if it cannot be read
   */
  public InputStream open() throws IOException {
    return files.files().open(session().sparkContext().hadoopConfiguration());
  }

  /**
   * The lines of the files.
   *
   * @return a table with a column {@code value}
   */
  public Dataset<Row> text() {
    return files.text();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public SparkSession session() {
    return files.spark();
  }

  /**
   * How the table is written.
   *
   * @return the format
   */
  public TableFormat format() {
    return format;
  }

  /** Whether tabs separate, as a name that ends in .tsv says. */
  public boolean isTabbed() {
    return layout.separator().equals(Separator.TAB);
  }

  /**
   * What speaks for a header where none is said.
   *
   * @return the end of a message about the first row of data
   */
  public String guessOfHeader() {
    return TableGuess.ofHeader(files.files().firstLines(session()), layout);
  }

  /**
   * What the first lines of CSV look like.
   *
   * @param row the column of row ids that was asked for
   * @return the end of a message
   */
  public String guess(String row) {
    return csv.guess(row);
  }

  /**
   * The whole table, as predictions are appended to it: columns of CSV are texts as written, those
   * of other formats have the types that Spark reads.
   *
   * @param required columns that must be there, which hold ids
   * @return all columns
   * @throws InvalidInputException if a column is missing; the message lists those that are there;
   *     or if the bytes are no text: the message says in which row
   */
  public Dataset<Row> table(List<String> required) {
    if (format == TableFormat.MTX) {
      throw new InvalidInputException(
          path + ": Matrix Market holds measured entries only, without columns of other names");
    }
    return SparkErrors.reading(
        path,
        () -> {
          Dataset<Row> table = typed();
          require(table.schema(), required);
          requireInstants(table.schema(), required);
          requireText();
          return table;
        });
  }

  /**
   * The table as its bytes are stored.
   *
   * @param ids columns that must be there
   * @return the text; null if this is not CSV, or has columns that stand in no file
   * @throws InvalidInputException if a column is missing; the message lists those that are there
   */
  public @Nullable CsvText csvText(List<String> ids) {
    if (format != TableFormat.CSV) {
      return null;
    }
    return SparkErrors.reading(
        path,
        () -> {
          StructType names = csv.names();
          require(names, ids);
          return files.partitionColumns().isEmpty() ? new CsvText(stored(), names) : null;
        });
  }

  /**
   * The lines of CSV as their bytes are stored.
   *
   * @return the lines
   * @throws InvalidInputException if there are columns that stand in no file
   */
  public StoredCsv stored() {
    if (!files.partitionColumns().isEmpty()) {
      throw new InvalidInputException(
          path + ": columns in the names of directories are not of a wide table: name its files");
    }
    return StoredCsv.open(session(), files.files(), layout);
  }

  /**
   * The lines of CSV as records, where they may be plain.
   *
   * @param columns names of columns that hold what is asked for
   * @return the records; null if this is not CSV, has columns that stand in no file, or not all of
   *     them by just these names
   */
  public @Nullable PlainCsv plain(List<String> columns) {
    return format == TableFormat.CSV && files.partitionColumns().isEmpty()
        ? PlainCsv.of(stored(), csv.names(), columns)
        : null;
  }

  private Dataset<Row> typed() {
    return switch (format) {
      case CSV -> csv.read(false);
      case JSON -> json.typed();
      case PARQUET, ORC, MTX -> files.reader().format(format.word()).load(files.roots());
    };
  }

  private void require(StructType schema, List<String> required) {
    String row = required.isEmpty() ? null : required.get(0);
    TableSchema.require(
        schema, required, path, format, () -> format == TableFormat.CSV ? csv.guess(row) : "");
  }

  /** ORC keeps the time on the writer's clock, on which an hour of autumn comes twice. */
  private void requireInstants(StructType schema, List<String> ids) {
    for (String id : ids) {
      if (format == TableFormat.ORC
          && DataTypes.TimestampType.equals(ColumnPath.type(schema, id))) {
        throw new InvalidInputException(
            String.format(
                "%s: column \"%s\" has type timestamp, which ORC keeps without its zone, so that it"
                    + " cannot be an id: write the table as Parquet",
                path, id));
      }
    }
  }

  /** One look at the bytes of all lines; only where some are no text, another finds their row. */
  private void requireText() {
    if (!isText() || !layout.encoding().isUtf8()) {
      return;
    }
    Dataset<Row> lines = text();
    if (lines.filter(functions.not(functions.is_valid_utf8(lines.col("value")))).isEmpty()) {
      return;
    }
    Dataset<Row> rows = format == TableFormat.CSV ? csv.read(true) : json.lines();
    Column problem =
        format == TableFormat.CSV
            ? malformed(rows, List.of(csv.names().fieldNames()))
            : encoded().problem(rows.col(JsonFiles.LINE), "the line", true);
    Column[] place = place(rows);
    String first = PieceProblems.first(rows.select(problem, place[0], place[1]));
    if (first != null) {
      throw new InvalidInputException(first);
    }
  }

  private boolean isText() {
    return format == TableFormat.CSV || format == TableFormat.JSON;
  }

  private EncodedColumns encoded() {
    return new EncodedColumns(layout.encoding());
  }

  @Override
  public Dataset<Row> raw(List<String> columns, List<String> ids) {
    switch (format) {
      case CSV -> {
        require(csv.names(), columns);
        return csv.read(true);
      }
      case JSON -> {
        StructType there = json.schema(columns);
        if (!TableSchema.has(there, columns)) {
          requireText();
          require(there, columns);
        }
        return json.asText(there, columns, ids);
      }
      default -> {
        return table(columns);
      }
    }
  }

  @Override
  public StructType schema(List<String> required) {
    return switch (format) {
      case CSV -> csv.names();
      case JSON -> json.schema(required);
      case PARQUET, ORC, MTX -> table(required).schema();
    };
  }

  @Override
  public Column malformed(Dataset<Row> raw, List<String> ids) {
    List<Column> problems = new ArrayList<>();
    if (format == TableFormat.JSON) {
      problems.add(encoded().problem(raw.col(CORRUPT), "the line", true));
    }
    ids.forEach(id -> problems.add(ColumnTypes.idProblem(raw, id, layout.encoding(), isText())));
    return functions.coalesce(problems.toArray(Column[]::new));
  }

  @Override
  public Column corrupt(Dataset<Row> raw) {
    return isText() ? raw.col(CORRUPT) : functions.lit(null).cast(DataTypes.StringType);
  }

  @Override
  public String expectedRecord(int columns) {
    return format == TableFormat.CSV ? csv.expected() : "an object";
  }

  @Override
  public Column[] place(Dataset<Row> raw) {
    Column metadata = raw.metadataColumn("_metadata");
    return new Column[] {metadata.getField("file_path"), metadata.getField("file_block_start")};
  }
}
