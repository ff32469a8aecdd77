package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableFormat;
import org.overrank.linalg.InvalidInputException;

/** The columns of a table in files. */
final class TableSchema {
  private TableSchema() {}

  /** A schema that also has a column, or a field within one. */
  static StructType with(StructType schema, List<String> parts, DataType type) {
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

  static boolean has(StructType schema, List<String> columns) {
    return columns.stream().noneMatch(column -> ColumnPath.parts(schema, column).isEmpty());
  }

  /** The same but for a column. */
  static StructType without(StructType schema, String name) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(name))
            .toArray(StructField[]::new));
  }

  /** As the table has them: a column of CSV without a name is one to Spark. */
  private static List<String> names(StructType schema, TableFormat format) {
    List<String> names = new ArrayList<>(List.of(schema.fieldNames()));
    for (int k = 0; k < names.size(); k++) {
      if (format == TableFormat.CSV && names.get(k).equals("_c" + k)) {
        names.set(k, "");
      }
    }
    return names;
  }

  /**
   * Refuses a table without a column.
   *
   * @param schema what the table has
   * @param required what it must have
   * @param path the table, for the message
   * @param format how it is written
   * @param guess what it looks like, for the end of the message
   * @throws InvalidInputException listing the columns that are there
   */
  static void require(
      StructType schema,
      List<String> required,
      String path,
      TableFormat format,
      Supplier<String> guess) {
    for (String column : required) {
      if (ColumnPath.parts(schema, column).isEmpty()) {
        String list = schema.isEmpty() ? " none" : ": " + Shown.names(names(schema, format));
        throw new InvalidInputException(
            path + ": no column " + Shown.cell(column) + "; there are" + list + guess.get());
      }
    }
  }
}
