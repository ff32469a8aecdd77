package org.overrank.spark.table;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * The files of a table, opened through Spark's readers.
 *
 * <p>Text formats are read as text and parsed by this program, so that nothing is guessed from a
 * sample. CSV has a header in every file, and quotes doubled within quotes. A record of CSV or JSON
 * is one line.
 */
public final class TableFiles implements InputTable {
  private static final String CORRUPT = "_overrank_corrupt_record";
  private static final int JSON_SAMPLE = 100;

  private final SparkSession spark;
  private final String path;
  private final TableFormat format;
  private @Nullable StructType header;

  private TableFiles(SparkSession spark, String path, TableFormat format) {
    this.spark = spark;
    this.path = path;
    this.format = format;
  }

  /**
   * Finds the files.
   *
   * @param spark the session
   * @param path a file, a directory of files, or a pattern
   * @param format how they are written, or null to tell by their names
   * @return the files
   * @throws InvalidInputException if there are none, or the format cannot be told
   */
  public static TableFiles open(SparkSession spark, String path, @Nullable TableFormat format) {
    TableFormat told = InputFiles.format(path, format, spark.sparkContext().hadoopConfiguration());
    return new TableFiles(spark, path, told);
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
   * @param required columns that must be there
   * @return all columns
   * @throws InvalidInputException if a column is missing; the message lists those that are there
   */
  public Dataset<Row> table(List<String> required) {
    if (format == TableFormat.MTX) {
      throw new InvalidInputException(
          path + ": Matrix Market holds measured entries only, without columns of other names");
    }
    return SparkErrors.reading(
        path,
        () -> {
          Dataset<Row> table =
              format == TableFormat.CSV
                  ? csv().schema(header()).csv(path)
                  : spark.read().format(format.word()).load(path);
          requireColumns(table.columns(), required);
          return table;
        });
  }

  @Override
  public Dataset<Row> raw(List<String> columns) {
    return switch (format) {
      case CSV -> csvWithCorrupt(columns);
      case JSON -> jsonAsText(columns);
      case PARQUET, ORC, MTX -> table(columns);
    };
  }

  @Override
  public List<String> names(List<String> required) {
    return switch (format) {
      case CSV -> List.of(header().fieldNames());
      case JSON -> List.of(jsonColumns(required));
      case PARQUET, ORC, MTX -> List.of(table(required).columns());
    };
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

  private DataFrameReader csv() {
    return spark
        .read()
        .option("header", true)
        .option("escape", "\"")
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT)
        // Every file's header is compared with the schema, which is the first file's.
        .option("enforceSchema", false);
  }

  private Dataset<Row> csvWithCorrupt(List<String> columns) {
    StructType names = header();
    requireColumns(names.fieldNames(), columns);
    return csv().schema(names.add(CORRUPT, DataTypes.StringType)).csv(path);
  }

  /** The names in the first file's header, all as texts; one small job, the first time. */
  private StructType header() {
    if (header == null) {
      header = csv().csv(path).schema();
    }
    if (header.isEmpty()) {
      throw new InvalidInputException(path + ": is empty, without even a header");
    }
    return header;
  }

  private Dataset<Row> jsonAsText(List<String> columns) {
    requireColumns(jsonColumns(columns), columns);
    StructType schema = new StructType();
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return spark
        .read()
        .schema(schema.add(CORRUPT, DataTypes.StringType))
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT)
        .json(path);
  }

  /** The columns of the first lines; of all lines if the required ones are not among those. */
  private String[] jsonColumns(List<String> required) {
    Dataset<String> head = spark.read().textFile(path).limit(JSON_SAMPLE);
    String[] columns = spark.read().json(head).columns();
    boolean all = Arrays.asList(columns).containsAll(required);
    return all ? columns : spark.read().json(path).columns();
  }

  private void requireColumns(String[] present, List<String> required) {
    List<String> there = Arrays.asList(present);
    for (String column : required) {
      if (!there.contains(column)) {
        String list = there.isEmpty() ? " none" : ": " + String.join(", ", there);
        throw new InvalidInputException(
            String.format("%s: no column \"%s\"; there are%s", path, column, list));
      }
    }
  }
}
