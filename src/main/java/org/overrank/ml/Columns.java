package org.overrank.ml;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnPath;

/** Looks columns up in schemas, and says in one line what is wrong with them. */
final class Columns {
  private Columns() {}

  /**
   * The name of a column that must be there, as the table spells it.
   *
   * @param schema of the table
   * @param name what a user calls the column, perhaps a field within structs; its case matters only
   *     where it must
   * @throws InvalidInputException if it is not there
   */
  static String found(StructType schema, String name) {
    if (!ColumnPath.parts(schema, name).isEmpty()) {
      return name;
    }
    for (String there : schema.fieldNames()) {
      if (there.equalsIgnoreCase(name)) {
        return there;
      }
    }
    throw new InvalidInputException(
        String.format(
            "no column \"%s\"; there are: %s", name, String.join(", ", schema.fieldNames())));
  }

  /**
   * The type of a column that must be there.
   *
   * @param schema of the table
   * @param name as for {@link #found}
   * @throws InvalidInputException if it is not there
   */
  static DataType type(StructType schema, String name) {
    return Objects.requireNonNull(ColumnPath.type(schema, found(schema, name)), name);
  }

  /**
   * Some columns of a table, each by the name that a user gives it.
   *
   * @param table the table
   * @param names as for {@link #found}; repeated ones count once
   */
  static Dataset<Row> flat(Dataset<?> table, List<String> names) {
    return table.select(
        names.stream()
            .distinct()
            .map(name -> ColumnPath.column(table, found(table.schema(), name)).as(name))
            .toArray(Column[]::new));
  }

  /**
   * A table with one more column, beside any whose name differs from its only in case.
   *
   * @param table the table
   * @param name of the new column
   * @param value of the new column
   * @param whole whether rows are left out where the value is null
   */
  static Dataset<Row> append(Dataset<?> table, String name, Column value, boolean whole) {
    String[] names = Arrays.copyOf(table.columns(), table.columns().length + 1);
    names[names.length - 1] = name;
    String unlike = String.join("+", names);
    Dataset<Row> all = table.select(functions.col("*"), value.as(unlike));
    Dataset<Row> kept = whole ? all.filter(ColumnPath.column(all, unlike).isNotNull()) : all;
    return kept.toDF(names);
  }

  /**
   * A schema with a column of predictions.
   *
   * @param schema of the table
   * @param name of the new column
   * @throws InvalidInputException if it is there already
   */
  static StructType withPrediction(StructType schema, String name) {
    if (Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new InvalidInputException(
          "the input has a column \"" + name + "\" already: choose another predictionCol");
    }
    return schema.add(name, DataTypes.DoubleType, false);
  }
}
