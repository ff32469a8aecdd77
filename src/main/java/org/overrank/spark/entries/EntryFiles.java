package org.overrank.spark.entries;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
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
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.InputFiles;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFormat;

/**
 * The files of a table, opened through Spark's readers.
 *
 * <p>Text formats are read as text and parsed by {@link EntryRules}, so that nothing is guessed
 * from a sample. CSV has a header in every file, and quotes doubled within quotes. A record of CSV
 * or JSON is one line.
 */
public final class EntryFiles {
  private static final String CORRUPT = "_overrank_corrupt_record";
  private static final int JSON_SAMPLE = 100;

  private final SparkSession spark;
  private final String path;
  private final TableFormat format;
  private @Nullable StructType header;

  private EntryFiles(SparkSession spark, String path, TableFormat format) {
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
  public static EntryFiles open(SparkSession spark, String path, @Nullable TableFormat format) {
    TableFormat told = InputFiles.format(path, format, spark.sparkContext().hadoopConfiguration());
    return new EntryFiles(spark, path, told);
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

  /**
   * The rows of the table as {@link EntryLayout} says.
   *
   * @param source names of the columns
   * @return rows, a partition for each of Spark's pieces of the input
   */
  JavaRDD<Row> rows(EntrySource source) {
    return switch (format) {
      case CSV -> select(csvWithCorrupt(source), source, true);
      case JSON -> select(jsonAsText(source), source, true);
      case PARQUET, ORC -> select(table(columns(source)), source, false);
    };
  }

  /**
   * What is known of the rows.
   *
   * @param source names of the columns
   * @return the layout of {@link #rows}
   */
  EntryLayout layout(EntrySource source) {
    int fields = format == TableFormat.CSV ? header().length() : columns(source).size();
    return new EntryLayout(source, format, fields);
  }

  private static JavaRDD<Row> select(Dataset<Row> table, EntrySource source, boolean corrupt) {
    Column nothing = functions.lit(null).cast(DataTypes.StringType);
    Column metadata = table.metadataColumn("_metadata");
    String weight = source.weight();
    return table
        .select(
            ColumnTypes.id(table, source.row()),
            ColumnTypes.id(table, source.col()),
            ColumnTypes.number(table, source.value()),
            weight == null ? nothing : ColumnTypes.number(table, weight),
            corrupt ? table.col(CORRUPT) : nothing,
            metadata.getField("file_path"),
            metadata.getField("file_block_start"))
        .javaRDD();
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

  private Dataset<Row> csvWithCorrupt(EntrySource source) {
    StructType names = header();
    requireColumns(names.fieldNames(), columns(source));
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

  private Dataset<Row> jsonAsText(EntrySource source) {
    requireColumns(jsonColumns(columns(source)), columns(source));
    StructType schema = new StructType();
    for (String column : columns(source)) {
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

  private static List<String> columns(EntrySource source) {
    Set<String> names = new LinkedHashSet<>(List.of(source.row(), source.col(), source.value()));
    if (source.weight() != null) {
      names.add(source.weight());
    }
    return List.copyOf(names);
  }
}
