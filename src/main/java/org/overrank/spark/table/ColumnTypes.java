package org.overrank.spark.table;

import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.overrank.linalg.InvalidInputException;

/** Which types of column can hold ids and numbers, and as what they are read. */
public final class ColumnTypes {
  private static final Set<DataType> INTEGRAL =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private ColumnTypes() {}

  /**
   * A column of ids: integers as longs, everything else as Spark's cast to text.
   *
   * @param table the table
   * @param name a column that is there
   * @return the column as bigint or string
   * @throws InvalidInputException if the type has no text that could be an id
   */
  public static Column id(Dataset<Row> table, String name) {
    return id(column(table, name), type(table, name), name);
  }

  /**
   * The same for a column of any table.
   *
   * @param column the column
   * @param type its type
   * @param name what it is called
   * @return the column as bigint or string
   * @throws InvalidInputException if the type has no text that could be an id
   */
  public static Column id(Column column, DataType type, String name) {
    if (type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || type.equals(DataTypes.BinaryType)) {
      throw new InvalidInputException(
          String.format("column \"%s\" has type %s, which cannot be an id", name, words(type)));
    }
    return column.cast(INTEGRAL.contains(type) ? DataTypes.LongType : DataTypes.StringType);
  }

  /**
   * A column of numbers: of texts where the file holds texts.
   *
   * @param table the table
   * @param name a column that is there
   * @return the column as double or string
   * @throws InvalidInputException if the type is not a number
   */
  public static Column number(Dataset<Row> table, String name) {
    DataType type = type(table, name);
    if (type instanceof NumericType) {
      return column(table, name).cast(DataTypes.DoubleType);
    }
    if (type instanceof StringType || type instanceof NullType) {
      return column(table, name).cast(DataTypes.StringType);
    }
    throw new InvalidInputException(
        String.format("column \"%s\" has type %s, which is not a number", name, words(type)));
  }

  private static DataType type(Dataset<Row> table, String name) {
    return table.schema().apply(name).dataType();
  }

  private static String words(DataType type) {
    return type.simpleString();
  }

  private static Column column(Dataset<Row> table, String name) {
    return table.col("`" + name.replace("`", "``") + "`");
  }
}
