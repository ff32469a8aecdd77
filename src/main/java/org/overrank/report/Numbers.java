package org.overrank.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as people read them. What is not a number is shown as a dash. */
final class Numbers {
  static final String NONE = "–";

  /** A decimal fraction of more than four digits, or with an exponent. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<==)\\d+(\\.\\d{4,}(E-?\\d+)?|\\.\\d+E-?\\d+)(?![\\w.])");

  private Numbers() {}

  /**
   * Six significant digits, without trailing zeros: 0.0123, 1.5, 1.66667e-4.
   *
   * @param value any double
   * @return its text
   */
  static String value(double value) {
    return rounded(value, new MathContext(6, RoundingMode.HALF_EVEN));
  }

  /**
   * A text whose long numbers are rounded to four significant digits, as the λ in a trial's name.
   *
   * @param text such as "R=3 lambda=1.2345678E-4 seed=1"
   * @return such as "R=3 lambda=1.235e-4 seed=1"
   */
  static String shortened(String text) {
    return LONG_NUMBER
        .matcher(text)
        .replaceAll(
            found ->
                rounded(
                    Double.parseDouble(found.group()), new MathContext(4, RoundingMode.HALF_EVEN)));
  }

  /**
   * A whole number with its thousands marked.
   *
   * @param count any number
   * @return such as "90,000"
   */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * A time span.
   *
   * @param seconds at least 0
   * @return such as "4.2 s", "3 min 05 s" or "2 h 05 min"
   */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 99.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  private static String rounded(double value, MathContext digits) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(digits).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -3 && exponent < 7) {
      return rounded.toPlainString();
    }
    return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }
}
