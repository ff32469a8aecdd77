package org.overrank.spark.table;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Columns by the names that users give: a column of just that name, with all its dots and
 * backticks; else a field within structs, as in {@code user.id}, where backticks keep together a
 * part that has dots of its own.
 */
public final class ColumnPath {
  private ColumnPath() {}

  /**
   * The way to a column.
   *
   * @param schema of the table
   * @param name what a user calls the column
   * @return the names of the column and of the fields within, as the table spells them; empty if
   *     there is no such column
   */
  public static List<String> parts(StructType schema, String name) {
    if (field(schema, name) != null) {
      return List.of(name);
    }
    List<String> parts = parsed(name);
    DataType within = schema;
    for (String part : parts) {
      StructField found = within instanceof StructType struct ? field(struct, part) : null;
      if (found == null) {
        return List.of();
      }
      within = found.dataType();
    }
    return parts;
  }

  /**
   * The type of a column.
   *
   * @param schema of the table
   * @param name what a user calls the column
   * @return its type, or null if there is no such column
   */
  public static @Nullable DataType type(StructType schema, String name) {
    DataType within = schema;
    List<String> parts = parts(schema, name);
    for (String part : parts) {
      within = Objects.requireNonNull(field((StructType) within, part)).dataType();
    }
    return parts.isEmpty() ? null : within;
  }

  /**
   * A column of a table.
   *
   * @param table the table
   * @param name what a user calls the column, which must be there
   * @return the column, not renamed
   */
  public static Column column(Dataset<?> table, String name) {
    return table.col(
        parts(table.schema(), name).stream()
            .map(part -> "`" + part.replace("`", "``") + "`")
            .collect(Collectors.joining(".")));
  }

  private static @Nullable StructField field(StructType schema, String name) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<String> parsed(String name) {
    try {
      return CollectionConverters.asJava(UnresolvedAttribute.parseAttributeName(name));
    } catch (Exception e) {
      // Spark does not declare what it throws.
      if (e instanceof AnalysisException) {
        return List.of();
      }
      throw e;
    }
  }
}
