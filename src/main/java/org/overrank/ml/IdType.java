package org.overrank.ml;

import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.overrank.spark.entries.IdIndex;

/** What ids are in the DataFrames that a model gives back: what they were in those of the fit. */
enum IdType {
  /** 32-bit integers. */
  INT,
  /** 64-bit integers. */
  LONG,
  /** Texts. */
  STRING;

  /** The type of a column of them. */
  DataType type() {
    return switch (this) {
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case STRING -> DataTypes.StringType;
    };
  }

  /** The word in files. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static IdType ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * The type of ids that were read.
   *
   * @param column type of the column that held them
   * @param ids the ids
   */
  static IdType of(DataType column, IdIndex ids) {
    if (!(column instanceof NumericType) || ids.kind() == IdIndex.Kind.STRING) {
      return STRING;
    }
    boolean small =
        column.equals(DataTypes.IntegerType)
            || column.equals(DataTypes.ShortType)
            || column.equals(DataTypes.ByteType);
    return small ? INT : LONG;
  }

  /** The type that holds ids of both. */
  IdType or(IdType other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** An id as {@link IdIndex#idAt} gives it, as a value of this type. */
  Object external(Object id) {
    return switch (this) {
      case INT -> ((Long) id).intValue();
      case LONG -> id;
      case STRING -> id.toString();
    };
  }

  /**
   * A column of ids as the readers take it: fractional types hold whole numbers as a rule, which
   * are the same ids as integers.
   *
   * @param table the table
   * @param name of a column that is there
   */
  static Column read(Dataset<?> table, String name) {
    Column column = table.col(name);
    DataType type = Columns.type(table.schema(), name);
    boolean fractional =
        type instanceof NumericType
            && !type.equals(DataTypes.LongType)
            && !type.equals(DataTypes.IntegerType)
            && !type.equals(DataTypes.ShortType)
            && !type.equals(DataTypes.ByteType);
    if (!fractional) {
      return column.as(name);
    }
    Column whole = column.try_cast(DataTypes.LongType);
    return functions
        .when(whole.cast(type).equalTo(column), whole.cast(DataTypes.StringType))
        .otherwise(column.cast(DataTypes.StringType))
        .as(name);
  }
}
