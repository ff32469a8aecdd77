package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.table.TextEncoding;

/** Files of JSON, one object a line. */
final class JsonFiles {
  /** The column of whole lines. */
  static final String LINE = "_overrank_line";

  private static final Map<String, String> OPTIONS =
      Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", TableFiles.CORRUPT);
  private static final int SAMPLE = 100;

  private final SparkFiles files;
  private final TextEncoding encoding;

  JsonFiles(SparkFiles files, TextEncoding encoding) {
    this.files = files;
    this.encoding = encoding;
  }

  /** All columns, with the types that Spark finds. */
  Dataset<Row> typed() {
    return encoding.isUtf8()
        ? files.reader().options(OPTIONS).json(files.roots())
        : parsed(files.spark().read().json(lines().select(LINE).as(Encoders.STRING())).schema());
  }

  /** The lines as text, with columns that are in the names of directories. */
  Dataset<Row> lines() {
    Dataset<Row> text = files.text();
    List<Column> columns = new ArrayList<>();
    Column bytes = text.col("value").cast(DataTypes.BinaryType);
    columns.add(new EncodedColumns(encoding).ofBytes(bytes).as(LINE));
    files.partitionColumns().forEach(name -> columns.add(ColumnPath.column(text, name)));
    Dataset<Row> lines = text.select(columns.toArray(Column[]::new));
    return lines.filter(functions.trim(lines.col(LINE)).notEqual(""));
  }

  /** The objects in lines of another encoding than Spark's readers know. */
  private Dataset<Row> parsed(StructType schema) {
    Dataset<Row> lines = lines();
    Column object = functions.from_json(lines.col(LINE), schema, OPTIONS);
    List<Column> columns = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      columns.add(
          files.partitionColumns().contains(name)
              ? ColumnPath.column(lines, name)
              : object.getField(name).as(name));
    }
    return lines.select(columns.toArray(Column[]::new));
  }

  /**
   * Columns as they are written: ids by the kind of each value, others as texts.
   *
   * @param there the columns of the table
   * @param columns names of those wanted
   * @param ids those of them that hold ids
   * @return a table that also has a column for what is no object
   */
  Dataset<Row> asText(StructType there, List<String> columns, List<String> ids) {
    Set<String> inNames = files.partitionColumns();
    StructType schema = new StructType();
    for (String column : columns) {
      boolean id = ids.contains(column) && !inNames.contains(column);
      DataType type = id ? DataTypes.VariantType : DataTypes.StringType;
      schema = TableSchema.with(schema, ColumnPath.parts(there, column), type);
    }
    StructType whole = schema.add(TableFiles.CORRUPT, DataTypes.StringType);
    return encoding.isUtf8()
        ? files.reader().schema(whole).options(OPTIONS).json(files.roots())
        : parsed(whole);
  }

  /** The columns of the first lines; of all lines if the required ones are not among those. */
  StructType schema(List<String> required) {
    Dataset<String> head = lines().select(LINE).limit(SAMPLE).as(Encoders.STRING());
    StructType first = files.spark().read().options(OPTIONS).json(head).schema();
    StructType schema = TableSchema.without(first, TableFiles.CORRUPT);
    return TableSchema.has(schema, required)
        ? schema
        : TableSchema.without(typed().schema(), TableFiles.CORRUPT);
  }
}
