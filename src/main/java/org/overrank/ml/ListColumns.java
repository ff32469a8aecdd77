package org.overrank.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnPath;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Columns of lists of numbers: Spark ML's vectors and Spark SQL's arrays. */
final class ListColumns {
  private ListColumns() {}

  /**
   * Refuses a column of something else.
   *
   * @param schema of the table
   * @param name of the column
   * @param nested whether arrays of arrays will do
   */
  static void require(StructType schema, String name, boolean nested) {
    DataType type = Columns.type(schema, name);
    boolean list = type.equals(SQLDataTypes.VectorType()) || isArray(type);
    if (!list && !(nested && isNested(type))) {
      throw new InvalidInputException(
          String.format(
              "column \"%s\" has type %s, which is neither a vector nor an array of numbers",
              name, type.simpleString()));
    }
  }

  private static boolean isArray(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType outer && isArray(outer.elementType());
  }

  /** The column as {@link #numbers} takes it. */
  static Column read(Dataset<?> table, String name) {
    Column column = ColumnPath.column(table, Columns.found(table.schema(), name));
    DataType type = Columns.type(table.schema(), name);
    DataType doubles = DataTypes.createArrayType(DataTypes.DoubleType);
    if (isNested(type)) {
      return column.cast(DataTypes.createArrayType(doubles));
    }
    return isArray(type) ? column.cast(doubles) : column;
  }

  /**
   * The numbers of a cell, those of nested lists one after the other.
   *
   * @param cell a vector, a sequence of numbers, or a sequence of such
   */
  static double[] numbers(Object cell) {
    if (cell instanceof Vector vector) {
      return vector.toArray();
    }
    List<Double> numbers = new ArrayList<>();
    add(cell, numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void add(Object cell, List<Double> numbers) {
    for (Object element : CollectionConverters.asJava((Seq<?>) cell)) {
      if (element instanceof Seq<?>) {
        add(element, numbers);
      } else if (element instanceof Number number) {
        numbers.add(number.doubleValue());
      } else {
        throw new InvalidInputException("a number is missing");
      }
    }
  }
}
