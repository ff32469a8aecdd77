package org.overrank.spark.measurements;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.NumberRules;
import org.overrank.sensing.MeasurementKind;

/**
 * How {@link MeasurementTable} lays out the rows that {@link MeasurementParser} reads.
 *
 * @param kind what a measurement sees
 * @param columns names, for messages
 * @param decimal what numbers in texts have before their fraction
 * @param lists the lists of numbers that come first
 * @param indexIsText whether the index is a text and no double
 * @param valueIsText whether the value is
 * @param weightIsText whether the weight is
 * @param expected what a row should be, in words
 */
record MeasurementLayout(
    MeasurementKind kind,
    MeasurementColumns columns,
    DecimalMark decimal,
    List<ArrayColumn> lists,
    boolean indexIsText,
    boolean valueIsText,
    boolean weightIsText,
    String expected)
    implements Serializable {
  @Nullable Object index(InternalRow row) {
    return scalar(row, lists.size(), indexIsText);
  }

  @Nullable Object value(InternalRow row) {
    return scalar(row, lists.size() + 1, valueIsText);
  }

  @Nullable Object weight(InternalRow row) {
    return scalar(row, lists.size() + 2, weightIsText);
  }

  private static @Nullable Object scalar(InternalRow row, int at, boolean isText) {
    if (row.isNullAt(at)) {
      return null;
    }
    return isText ? row.getUTF8String(at).toString() : (Object) row.getDouble(at);
  }

  /** What is wrong with a row that could not be split into columns, or null. */
  @Nullable String corruption(InternalRow row) {
    int at = lists.size() + 3;
    return row.isNullAt(at)
        ? null
        : "not " + expected + ": " + NumberRules.quoted(row.getUTF8String(at).toString());
  }

  String file(InternalRow row) {
    return row.getUTF8String(lists.size() + 4).toString();
  }

  long start(InternalRow row) {
    return row.getLong(lists.size() + 5);
  }
}
