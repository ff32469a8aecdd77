package org.overrank.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.overrank.linalg.InvalidInputException;

/** Looks columns up in schemas, and says in one line what is wrong with them. */
final class Columns {
  private Columns() {}

  /**
   * The type of a column that must be there.
   *
   * @param schema of the table
   * @param name of the column; its case matters only where it must
   * @throws InvalidInputException if it is not there
   */
  static DataType type(StructType schema, String name) {
    List<String> there = Arrays.asList(schema.fieldNames());
    if (there.contains(name)) {
      return schema.apply(name).dataType();
    }
    for (StructField field : schema.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.dataType();
      }
    }
    throw new InvalidInputException(
        String.format("no column \"%s\"; there are: %s", name, String.join(", ", there)));
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
