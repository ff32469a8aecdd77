package org.overrank.ml;

import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.overrank.data.entries.IdIndex;

/** What ids are in the DataFrames that a model gives back: what they were in those of the fit. */
enum IdType {
  /** 32-bit integers. */
  INT(DataTypes.IntegerType),
  /** 64-bit integers. */
  LONG(DataTypes.LongType),
  /** Texts. */
  STRING(DataTypes.StringType),
  /** Instants. */
  TIMESTAMP(DataTypes.TimestampType),
  /** Times of no zone. */
  TIMESTAMP_NTZ(DataTypes.TimestampNTZType),
  /** Days. */
  DATE(DataTypes.DateType);

  @SuppressWarnings("ImmutableEnumChecker") // Spark's types are constants.
  private final DataType type;

  IdType(DataType type) {
    this.type = type;
  }

  /** The type of a column of them. */
  DataType type() {
    return type;
  }

  /** The type of what {@link #raw} gives, which Spark's cast turns into {@link #type}. */
  DataType rawType() {
    return this == INT || this == LONG ? type : DataTypes.StringType;
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
    for (IdType time : new IdType[] {TIMESTAMP, TIMESTAMP_NTZ, DATE}) {
      if (column.equals(time.type)) {
        return time;
      }
    }
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
    if (this == other) {
      return this;
    }
    return compareTo(LONG) <= 0 && other.compareTo(LONG) <= 0 ? LONG : STRING;
  }

  /** An id as {@link IdIndex#idAt} gives it, as a value of {@link #rawType}. */
  Object raw(Object id) {
    return switch (this) {
      case INT -> ((Long) id).intValue();
      case LONG -> id;
      default -> id.toString();
    };
  }
}
