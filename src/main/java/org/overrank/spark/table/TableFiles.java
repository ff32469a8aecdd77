package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
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
  private static final int JSON_SAMPLE = 100;

  private final SparkSession spark;
  private final String path;
  private final TableFormat format;
  private final TextEncoding encoding;
  private @Nullable StructType header;
  private @Nullable Set<String> partitions;

  private TableFiles(SparkSession spark, String path, TableFormat format, TextEncoding encoding) {
    this.spark = spark;
    this.path = path;
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
    TableFormat told = InputFiles.format(path, format, spark.sparkContext().hadoopConfiguration());
    if (encoding != null && told != TableFormat.CSV && told != TableFormat.JSON) {
      throw new InvalidInputException(
          path + ": an encoding is for csv and json, not for " + told.word());
    }
    TextEncoding known = encoding == null ? TextEncoding.UTF_8 : encoding;
    return new TableFiles(literal(spark), path, told, known);
  }

  /** A session that takes what is written for what it is, whatever the caller's has been set to. */
  private static SparkSession literal(SparkSession spark) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
    own.conf().set("spark.sql.session.timeZone", "UTC");
    own.conf().set("spark.sql.legacy.javaCharsets", true); // Without it JSON knows only six.
    return own;
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
          requireColumns(table.schema(), required);
          requireInstants(table.schema(), required);
          requireText(required);
          return table;
        });
  }

  private Dataset<Row> typed() {
    DataFrameReader reader = spark.read().format(format.word());
    return encoded(reader).load(path);
  }

  private DataFrameReader encoded(DataFrameReader json) {
    return encoding.isUtf8()
        ? json
        : json.option("encoding", encoding.name()).option("lineSep", "\n");
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
  private void requireText(List<String> ids) {
    boolean text = format == TableFormat.CSV || format == TableFormat.JSON;
    if (!text || !encoding.isUtf8()) {
      return;
    }
    Dataset<Row> lines = spark.read().text(path);
    if (lines.filter(functions.not(functions.is_valid_utf8(lines.col("value")))).isEmpty()) {
      return;
    }
    List<String> columns = format == TableFormat.CSV ? List.of(header().fieldNames()) : ids;
    Dataset<Row> raw = raw(columns, columns);
    Column[] place = place(raw);
    String problem = PieceProblems.first(raw.select(malformed(raw, columns), place[0], place[1]));
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
  }

  @Override
  public Dataset<Row> raw(List<String> columns, List<String> ids) {
    switch (format) {
      case CSV -> {
        requireColumns(header(), columns);
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
      problems.add(encoding.problem(raw.col(CORRUPT), "the line", true));
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
    return spark
        .read()
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
            .csv(path);
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < bytes.length(); k++) {
      String name = bytes.fieldNames()[k];
      Column column = ColumnPath.column(read, name);
      columns.add(
          (inNames.contains(name) ? column : encoding.decoded(column)).as(decoded.fieldNames()[k]));
    }
    if (withCorrupt) {
      columns.add(encoding.decoded(read.col(CORRUPT)).as(CORRUPT));
    }
    return read.select(columns.toArray(Column[]::new));
  }

  /** The names in the first file's header, all of texts; one small job, the first time. */
  private StructType header() {
    if (header == null) {
      header = csvReader().csv(path).schema();
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
      partitions = new HashSet<>(Arrays.asList(spark.read().text(path).columns()));
      partitions.remove("value");
    }
    return partitions;
  }

  private Dataset<Row> jsonAsText(List<String> columns, List<String> ids) {
    StructType there = jsonSchema(columns);
    requireColumns(there, columns);
    Set<String> inNames = partitionColumns();
    StructType schema = new StructType();
    for (String column : columns) {
      boolean id = ids.contains(column) && !inNames.contains(column);
      DataType type = id ? DataTypes.VariantType : DataTypes.StringType;
      schema = with(schema, ColumnPath.parts(there, column), type);
    }
    DataFrameReader reader =
        spark
            .read()
            .schema(schema.add(CORRUPT, DataTypes.StringType))
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", CORRUPT);
    return encoded(reader).json(path);
  }

  /** A schema that also has a column, or a field within one. */
  private static StructType with(StructType schema, List<String> parts, DataType type) {
    String name = parts.get(0);
    if (parts.size() == 1) {
      return schema.add(name, type);
    }
    StructType result = new StructType();
    StructType within = new StructType();
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        within = (StructType) field.dataType();
      } else {
        result = result.add(field);
      }
    }
    return result.add(name, with(within, parts.subList(1, parts.size()), type));
  }

  /** The columns of the first lines; of all lines if the required ones are not among those. */
  private StructType jsonSchema(List<String> required) {
    Dataset<Row> text = spark.read().text(path).limit(JSON_SAMPLE);
    Dataset<String> head =
        text.select(
                encoding.isUtf8()
                    ? text.col("value")
                    : functions.decode(
                        text.col("value").cast(DataTypes.BinaryType), encoding.name()))
            .as(Encoders.STRING());
    StructType schema = spark.read().json(head).schema();
    boolean all = required.stream().noneMatch(column -> ColumnPath.parts(schema, column).isEmpty());
    return all ? schema : typed().schema();
  }

  private void requireColumns(StructType schema, List<String> required) {
    for (String column : required) {
      if (ColumnPath.parts(schema, column).isEmpty()) {
        String list = schema.isEmpty() ? " none" : ": " + String.join(", ", schema.fieldNames());
        throw new InvalidInputException(
            String.format("%s: no column \"%s\"; there are%s", path, column, list));
      }
    }
  }
}
