package org.overrank.spark.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;

/**
 * The files of a table, opened through Spark's readers.
 *
 * <p>Nothing is guessed: CSV is read as texts, ids of JSON by the kind of each value, and the
 * values in the names of partitions' directories as they are written. CSV has a header in every
 * file, and quotes doubled within quotes. A record of CSV or JSON is one line.
 */
public final class TableFiles implements InputTable {
  private static final String CORRUPT = "_overrank_corrupt_record";
  private static final String BYTES = "ISO-8859-1";
  private static final String LINE = "_overrank_line";
  private static final Map<String, String> JSON =
      Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", CORRUPT);
  private static final int JSON_SAMPLE = 100;

  private final SparkSession spark;
  private final InputFiles files;
  private final String path;
  private final TableFormat format;
  private final TextEncoding encoding;
  private @Nullable StructType header;
  private @Nullable Set<String> partitions;

  private TableFiles(
      SparkSession spark, InputFiles files, TableFormat format, TextEncoding encoding) {
    this.spark = spark;
    this.files = files;
    this.path = Shown.path(files.path());
    this.format = format;
    this.encoding = encoding;
  }

  /**
   * Finds the files.
   *
   * @param spark the session
   * @param path a file, a directory of files, or a pattern
   * @param format how they are written, or null to tell by their names
   * @param encoding what texts are written in, or null for UTF-8
   * @return the files
   * @throws InvalidInputException if there are none, the format cannot be told, or has no encoding
   */
  public static TableFiles open(
      SparkSession spark,
      String path,
      @Nullable TableFormat format,
      @Nullable TextEncoding encoding) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    InputFiles files = InputFiles.find(path, hadoop);
    TableFormat told = files.format(format);
    if (encoding != null && told != TableFormat.CSV && told != TableFormat.JSON) {
      throw new InvalidInputException(
          Shown.path(path) + ": an encoding is for csv and json, not for " + told.word());
    }
    FileKinds.require(files, told, hadoop);
    TextEncoding known = encoding == null ? TextEncoding.UTF_8 : encoding;
    return new TableFiles(literal(spark, files), files, told, known);
  }

  /** A session that takes what is written for what it is, whatever the caller's has been set to. */
  private static SparkSession literal(SparkSession spark, InputFiles files) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
    own.conf().set("spark.sql.session.timeZone", "UTC");
    // The newer readers do not say where a row stands.
    own.conf().set("spark.sql.sources.useV1SourceList", "csv,json,orc,parquet,text");
    if (files.needsPlainFiles()) {
      own.conf().set("fs.file.impl", RawLocalFileSystem.class.getName());
      own.conf().set("fs.file.impl.disable.cache", true);
    }
    return own;
  }

  private EncodedColumns columns() {
    return new EncodedColumns(encoding);
  }

  /** A reader of just the files that were found, whatever their names. */
  private DataFrameReader reader() {
    return spark.read().option("__globPaths__", false);
  }

  private String[] roots() {
    return files.roots().stream().map(Path::toString).toArray(String[]::new);
  }

  /**
   * How many files there are.
   *
   * @return 1 or more
   */
  public int count() {
    return files.files().size();
  }

  /**
   * The first file.
   *
   * @return its bytes, unpacked
   * @throws IOException if it cannot be read
   */
  public InputStream open() throws IOException {
    return files.open(spark.sparkContext().hadoopConfiguration());
  }

  /**
   * The lines of the files.
   *
   * @return a table with a column {@code value}
   */
  public Dataset<Row> text() {
    return reader().text(roots());
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public SparkSession session() {
    return spark;
  }

  /**
   * How the table is written.
   *
   * @return the format
   */
  public TableFormat format() {
    return format;
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
          Dataset<Row> table = format == TableFormat.CSV ? csv(false) : typed();
          TableSchema.require(table.schema(), required, path, format);
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
          StructType names = header();
          TableSchema.require(names, ids, path, format);
          return partitionColumns().isEmpty() ? CsvText.open(spark, files, encoding, names) : null;
        });
  }

  private Dataset<Row> typed() {
    return format == TableFormat.JSON && !encoding.isUtf8()
        ? parsed(spark.read().json(lines().select(LINE).as(Encoders.STRING())).schema())
        : reader().options(JSON).format(format.word()).load(roots());
  }

  /** The lines of JSON as text, with columns that are in the names of directories. */
  private Dataset<Row> lines() {
    Dataset<Row> text = text();
    List<Column> columns = new ArrayList<>();
    columns.add(columns().ofBytes(text.col("value").cast(DataTypes.BinaryType)).as(LINE));
    partitionColumns().forEach(name -> columns.add(ColumnPath.column(text, name)));
    Dataset<Row> lines = text.select(columns.toArray(Column[]::new));
    return lines.filter(functions.trim(lines.col(LINE)).notEqual(""));
  }

  /** The objects in lines of another encoding than Spark's readers know. */
  private Dataset<Row> parsed(StructType schema) {
    Dataset<Row> lines = lines();
    Column object = functions.from_json(lines.col(LINE), schema, JSON);
    List<Column> columns = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      columns.add(
          partitionColumns().contains(name)
              ? ColumnPath.column(lines, name)
              : object.getField(name).as(name));
    }
    return lines.select(columns.toArray(Column[]::new));
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
    boolean text = format == TableFormat.CSV || format == TableFormat.JSON;
    if (!text || !encoding.isUtf8()) {
      return;
    }
    Dataset<Row> lines = text();
    if (lines.filter(functions.not(functions.is_valid_utf8(lines.col("value")))).isEmpty()) {
      return;
    }
    Dataset<Row> rows = format == TableFormat.CSV ? csv(true) : lines();
    Column problem =
        format == TableFormat.CSV
            ? malformed(rows, List.of(header().fieldNames()))
            : columns().problem(rows.col(LINE), "the line", true);
    Column[] place = place(rows);
    String first = PieceProblems.first(rows.select(problem, place[0], place[1]));
    if (first != null) {
      throw new InvalidInputException(first);
    }
  }

  @Override
  public Dataset<Row> raw(List<String> columns, List<String> ids) {
    switch (format) {
      case CSV -> {
        TableSchema.require(header(), columns, path, format);
        return csv(true);
      }
      case JSON -> {
        return jsonAsText(columns, ids);
      }
      default -> {
        return table(columns);
      }
    }
  }

  @Override
  public StructType schema(List<String> required) {
    return switch (format) {
      case CSV -> header();
      case JSON -> jsonSchema(required);
      case PARQUET, ORC, MTX -> table(required).schema();
    };
  }

  @Override
  public Column malformed(Dataset<Row> raw, List<String> ids) {
    boolean text = format == TableFormat.CSV || format == TableFormat.JSON;
    List<Column> problems = new ArrayList<>();
    if (format == TableFormat.JSON) {
      problems.add(columns().problem(raw.col(CORRUPT), "the line", true));
    }
    ids.forEach(id -> problems.add(ColumnTypes.idProblem(raw, id, encoding, text)));
    return functions.coalesce(problems.toArray(Column[]::new));
  }

  @Override
  public Column corrupt(Dataset<Row> raw) {
    boolean text = format == TableFormat.CSV || format == TableFormat.JSON;
    return text ? raw.col(CORRUPT) : functions.lit(null).cast(DataTypes.StringType);
  }

  @Override
  public String expectedRecord(int columns) {
    int fields = format == TableFormat.CSV ? header().length() : columns;
    return format == TableFormat.CSV ? "a record of " + fields + " fields" : "an object";
  }

  @Override
  public Column[] place(Dataset<Row> raw) {
    Column metadata = raw.metadataColumn("_metadata");
    return new Column[] {metadata.getField("file_path"), metadata.getField("file_block_start")};
  }

  private DataFrameReader csvReader() {
    return reader()
        .option("header", true)
        .option("escape", "\"")
        .option("encoding", BYTES)
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT)
        // Every file's header is compared with the schema, which is the first file's.
        .option("enforceSchema", false);
  }

  private Dataset<Row> csv(boolean withCorrupt) {
    StructType decoded = header();
    StructType bytes = Objects.requireNonNull(header);
    Set<String> inNames = partitionColumns();
    Dataset<Row> read =
        csvReader()
            .schema(withCorrupt ? bytes.add(CORRUPT, DataTypes.StringType) : bytes)
            .csv(roots());
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < bytes.length(); k++) {
      String name = bytes.fieldNames()[k];
      Column column = ColumnPath.column(read, name);
      columns.add(
          (inNames.contains(name) ? column : columns().decoded(column))
              .as(decoded.fieldNames()[k]));
    }
    if (withCorrupt) {
      columns.add(columns().decoded(read.col(CORRUPT)).as(CORRUPT));
    }
    return read.select(columns.toArray(Column[]::new));
  }

  /** The names in the first file's header, all of texts; one small job, the first time. */
  private StructType header() {
    if (header == null) {
      header = csvReader().csv(roots()).schema();
    }
    if (header.isEmpty()) {
      throw new InvalidInputException(path + ": is empty, without even a header");
    }
    Set<String> inNames = partitionColumns();
    StructType decoded = new StructType();
    for (String name : header.fieldNames()) {
      decoded =
          decoded.add(
              inNames.contains(name) ? name : encoding.decodedName(name, path + ": its header"),
              DataTypes.StringType);
    }
    return decoded;
  }

  /** Columns that are in the names of directories, and in no file. */
  private Set<String> partitionColumns() {
    if (partitions == null) {
      partitions = new HashSet<>(Arrays.asList(text().columns()));
      partitions.remove("value");
    }
    return partitions;
  }

  private Dataset<Row> jsonAsText(List<String> columns, List<String> ids) {
    StructType there = jsonSchema(columns);
    if (!TableSchema.has(there, columns)) {
      requireText();
      TableSchema.require(there, columns, path, format);
    }
    Set<String> inNames = partitionColumns();
    StructType schema = new StructType();
    for (String column : columns) {
      boolean id = ids.contains(column) && !inNames.contains(column);
      DataType type = id ? DataTypes.VariantType : DataTypes.StringType;
      schema = TableSchema.with(schema, ColumnPath.parts(there, column), type);
    }
    StructType whole = schema.add(CORRUPT, DataTypes.StringType);
    return encoding.isUtf8() ? reader().schema(whole).options(JSON).json(roots()) : parsed(whole);
  }

  /** The columns of the first lines; of all lines if the required ones are not among those. */
  private StructType jsonSchema(List<String> required) {
    Dataset<String> head = lines().select(LINE).limit(JSON_SAMPLE).as(Encoders.STRING());
    StructType schema =
        TableSchema.without(spark.read().options(JSON).json(head).schema(), CORRUPT);
    return TableSchema.has(schema, required)
        ? schema
        : TableSchema.without(typed().schema(), CORRUPT);
  }
}
