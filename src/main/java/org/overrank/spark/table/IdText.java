package org.overrank.spark.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.types.variant.Variant;
import org.apache.spark.unsafe.types.VariantVal;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.NumberRules;

/**
 * The id that a cell of a table stands for, as text; the one place of its rules.
 *
 * <ul>
 *   <li>A text is the id just as it is written: blanks, case, leading zeros and exponents are part
 *       of it.
 *   <li>A number is its digits without exponent and needless zeros: 1, 1.0 and 1e0 are the id 1,
 *       2.50 is 2.5. NaN is no id.
 *   <li>An instant is written in UTC, as 2024-10-27T00:00:00Z, whatever zone a session shows it in;
 *       days, and times of no zone, are what Spark writes for them.
 *   <li>A JSON value is by its own kind one of these: "1.0" in quotes is a text, 1.0 a number.
 * </ul>
 */
final class IdText {
  /** Up to here a double tells neighbouring integers apart. */
  static final double EXACT = 0x1p53;

  private IdText() {}

  /**
   * The id of a number.
   *
   * @param number a Float, a Double or a BigDecimal
   * @return its digits, null for NaN
   */
  static @Nullable String ofNumber(@Nullable Object number) {
    if (number == null) {
      return null;
    }
    if (number instanceof BigDecimal decimal) {
      return digits(decimal);
    }
    double x = ((Number) number).doubleValue();
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Double.isNaN(x) ? null : Double.toString(x);
    }
    // A whole number is the integer that it equals; of another the shortest digits that tell it.
    return digits(x == Math.rint(x) ? new BigDecimal(x) : new BigDecimal(number.toString()));
  }

  private static String digits(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  /**
   * The id of an instant.
   *
   * @param micros since 1970 in UTC
   * @return the instant in UTC
   */
  static @Nullable String ofMicros(@Nullable Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /**
   * The id of a JSON value.
   *
   * @param json a value without zone
   * @return its id, or null if it is none; {@link #problemOf} says why
   */
  static @Nullable String ofJson(@Nullable VariantVal json) {
    if (json == null || problemOf(json) != null) {
      return null;
    }
    Variant value = new Variant(json.getValue(), json.getMetadata());
    return switch (value.getType()) {
      case NULL -> null;
      case STRING -> value.getString();
      case LONG -> Long.toString(value.getLong());
      case BOOLEAN -> Boolean.toString(value.getBoolean());
      case DECIMAL -> ofNumber(value.getDecimal());
      case DOUBLE -> ofNumber(value.getDouble());
      case FLOAT -> ofNumber(value.getFloat());
      case TIMESTAMP -> ofMicros(value.getLong());
      default -> value.toJson(java.time.ZoneOffset.UTC).replace("\"", "");
    };
  }

  /**
   * Why a JSON value is no id.
   *
   * @param json any value
   * @return part of a message, null if it is one or missing
   */
  static @Nullable String problemOf(@Nullable VariantVal json) {
    if (json == null) {
      return null;
    }
    Variant value = new Variant(json.getValue(), json.getMetadata());
    return switch (value.getType()) {
      case OBJECT, ARRAY, BINARY ->
          NumberRules.quoted(value.toJson(java.time.ZoneOffset.UTC)) + " cannot be an id";
      case DOUBLE ->
          Math.abs(value.getDouble()) >= EXACT
              ? "is a number with more digits than are kept: put it in quotes"
              : null;
      default -> null;
    };
  }
}
