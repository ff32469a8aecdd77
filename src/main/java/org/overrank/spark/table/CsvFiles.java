package org.overrank.spark.table;

import com.univocity.parsers.csv.CsvParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.execution.datasources.csv.CSVUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.Separator;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableGuess;
import org.overrank.data.table.TextFields;
import org.overrank.linalg.InvalidInputException;

/** Files of CSV as columns of texts. Spark reads them byte by byte; they are decoded here. */
final class CsvFiles {
  private static final String BYTES = "ISO-8859-1";

  private final SparkFiles files;
  private final String path;
  private final CsvLayout layout;
  private final EncodedColumns encoded;
  private @Nullable StructType stored;

  CsvFiles(SparkFiles files, CsvLayout layout) {
    this.files = files;
    this.path = Shown.path(files.files().path());
    this.layout = layout;
    this.encoded = new EncodedColumns(layout.encoding());
  }

  private DataFrameReader reader() {
    return files
        .reader()
        .option("header", layout.hasHeader())
        .option("sep", layout.separatorBytes())
        .option("escape", "\"")
        .option("encoding", BYTES)
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", TableFiles.CORRUPT)
        // Every file's header is compared with the schema, which is the first file's.
        .option("enforceSchema", false);
  }

  /**
   * The columns, in a table that may have one for what is no record.
   *
   * @param withCorrupt whether it has
   * @return the table, of texts
   */
  Dataset<Row> read(boolean withCorrupt) {
    StructType decoded = names();
    StructType bytes = stored();
    Set<String> inNames = files.partitionColumns();
    Dataset<Row> read =
        reader()
            // A record is one of all its fields, those included that nobody asks for.
            .option("columnPruning", !withCorrupt)
            .schema(withCorrupt ? bytes.add(TableFiles.CORRUPT, DataTypes.StringType) : bytes)
            .csv(files.roots());
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < bytes.length(); k++) {
      String name = bytes.fieldNames()[k];
      Column column = ColumnPath.column(read, name);
      columns.add(
          (inNames.contains(name) ? column : encoded.decoded(column)).as(decoded.fieldNames()[k]));
    }
    if (withCorrupt) {
      columns.add(encoded.decoded(read.col(TableFiles.CORRUPT)).as(TableFiles.CORRUPT));
    }
    return read.select(columns.toArray(Column[]::new));
  }

  /** The names of the columns, all of texts. */
  StructType names() {
    StructType bytes = stored();
    if (!layout.hasHeader()) {
      return bytes;
    }
    Set<String> inNames = files.partitionColumns();
    StructType decoded = new StructType();
    for (String name : bytes.fieldNames()) {
      decoded =
          decoded.add(
              inNames.contains(name)
                  ? name
                  : layout.encoding().decodedName(name, path + ": its header"),
              DataTypes.StringType);
    }
    return decoded;
  }

  /** As Spark names them, once. */
  private StructType stored() {
    if (stored == null) {
      stored = layout.hasHeader() ? headed() : stated();
    }
    if (stored.isEmpty()) {
      throw new InvalidInputException(path + ": is empty, without even a header");
    }
    return stored;
  }

  /** By the first line that is not blank. Spark would run a job to find it. */
  private StructType headed() {
    StructType names = new StructType();
    String line = files.files().header(files.spark().sparkContext().hadoopConfiguration());
    if (line.isEmpty()) {
      return names;
    }
    boolean exact = Boolean.parseBoolean(files.spark().conf().get("spark.sql.caseSensitive"));
    CSVOptions options = CsvRecord.options(layout);
    String[] header = new CsvParser(options.asParserSettings()).parseLine(line);
    for (String name : CSVUtils.makeSafeHeader(header, exact, options)) {
      names = names.add(name, DataTypes.StringType);
    }
    for (String name : files.partitionColumns()) {
      if (Arrays.stream(names.fieldNames())
          .noneMatch(exact ? name::equals : name::equalsIgnoreCase)) {
        names = names.add(name, DataTypes.StringType);
      }
    }
    return names;
  }

  /** The columns that were said, which the first line must have. */
  private StructType stated() {
    List<String> said = Objects.requireNonNull(layout.columns());
    StructType names = new StructType();
    for (String name : said) {
      names = names.add(name, DataTypes.StringType);
    }
    for (String name : files.partitionColumns()) {
      if (said.contains(name)) {
        throw new InvalidInputException(
            path + ": --columns names " + Shown.cell(name) + ", which a directory is named by");
      }
      names = names.add(name, DataTypes.StringType);
    }
    List<String> lines = files.files().firstLines(files.spark());
    TextFields fields = new TextFields(layout.separatorBytes());
    if (!lines.isEmpty() && fields.cut(lines.get(0)) && fields.count() != said.size()) {
      throw new InvalidInputException(
          String.format(
              "%s: its first line has %d fields where --columns names %d: %s%s",
              path,
              fields.count(),
              said.size(),
              Shown.cell(layout.encoding().textOf(lines.get(0))),
              guess(null)));
    }
    return names;
  }

  /**
   * What the first lines look like.
   *
   * @param row the column of row ids that was asked for, or null
   * @return the end of a message
   */
  String guess(@Nullable String row) {
    return TableGuess.of(files.files().firstLines(files.spark()), layout, row);
  }

  /** Whether nothing but commas, a header and decimal points was said or named. */
  boolean isUsual() {
    return layout.hasHeader() && layout.separator().equals(Separator.COMMA);
  }

  /** How many fields a record has, in words. */
  String expected() {
    int fields = stored().length() - files.partitionColumns().size();
    return "a record of "
        + fields
        + " fields"
        + (isUsual() ? "" : ", separated by " + layout.separator().word());
  }
}
