package org.overrank.spark.table;

import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;
import org.apache.spark.unsafe.types.VariantVal;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;

/** Which types of column can hold ids and numbers, and as what they are read. */
public final class ColumnTypes {
  private static final Set<DataType> INTEGRAL =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private ColumnTypes() {}

  /**
   * A column of ids, by the rules of {@link IdText}: of integers as longs, else of texts.
   *
   * @param table the table
   * @param name a column that is there
   * @return the column as bigint or string, null where there is no id
   * @throws InvalidInputException if the type has no text that could be an id
   */
  public static Column id(Dataset<?> table, String name) {
    Column column = ColumnPath.column(table, name);
    DataType type = type(table, name);
    if (INTEGRAL.contains(type)) {
      return column.cast(DataTypes.LongType);
    }
    if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
      return fractional(column);
    }
    if (type instanceof DecimalType) {
      return text(IdText::ofNumber, column);
    }
    if (type.equals(DataTypes.TimestampType)) {
      UDF1<Long, String> words = IdText::ofMicros;
      return text(words, functions.unix_micros(column));
    }
    if (type instanceof VariantType) {
      UDF1<VariantVal, String> words = IdText::ofJson;
      return text(words, column);
    }
    if (type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || type.equals(DataTypes.BinaryType)) {
      throw new InvalidInputException(
          String.format("column \"%s\" has type %s, which cannot be an id", name, words(type)));
    }
    Column text = column.cast(DataTypes.StringType);
    return functions.when(functions.is_valid_utf8(text), text);
  }

  /** Doubles that are small integers, as most are, without a call of Java. */
  private static Column fractional(Column column) {
    Column x = column.cast(DataTypes.DoubleType);
    Column small = functions.abs(x).leq(IdText.EXACT);
    Column whole = small.and(x.mod(functions.lit(1.0)).equalTo(0.0));
    return functions
        .when(whole, x.cast(DataTypes.LongType).cast(DataTypes.StringType))
        .otherwise(text(IdText::ofNumber, column));
  }

  private static Column text(UDF1<?, String> words, Column column) {
    return functions.udf(words, DataTypes.StringType).apply(column);
  }

  /**
   * Why there is no id where something stands.
   *
   * @param table the table
   * @param name a column that is there
   * @param encoding what texts are written in
   * @param file whether the table is one whose encoding can be stated
   * @return a column of parts of a message, null where there is an id or nothing at all
   */
  static Column idProblem(Dataset<?> table, String name, TextEncoding encoding, boolean file) {
    Column column = ColumnPath.column(table, name);
    DataType type = type(table, name);
    if (type instanceof VariantType) {
      UDF1<VariantVal, String> words =
          json -> {
            String problem = IdText.problemOf(json);
            return problem == null ? null : name + " " + problem;
          };
      return functions.coalesce(
          text(words, column), new EncodedColumns(encoding).problem(id(table, name), name, file));
    }
    return type instanceof StringType
        ? new EncodedColumns(encoding).problem(column, name, file)
        : functions.lit(null).cast(DataTypes.StringType);
  }

  /**
   * A column of numbers: of texts where the file holds texts.
   *
   * @param table the table
   * @param name a column that is there
   * @return the column as double or string
   * @throws InvalidInputException if the type is not a number
   */
  public static Column number(Dataset<?> table, String name) {
    DataType type = type(table, name);
    if (type instanceof NumericType) {
      return ColumnPath.column(table, name).cast(DataTypes.DoubleType);
    }
    if (type instanceof StringType || type instanceof NullType) {
      return ColumnPath.column(table, name).cast(DataTypes.StringType);
    }
    throw new InvalidInputException(
        String.format("column \"%s\" has type %s, which is not a number", name, words(type)));
  }

  private static DataType type(Dataset<?> table, String name) {
    return Objects.requireNonNull(ColumnPath.type(table.schema(), name), name);
  }

  private static String words(DataType type) {
    return type.simpleString();
  }
}
