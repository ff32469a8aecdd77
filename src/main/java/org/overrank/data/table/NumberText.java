package org.overrank.data.table;

/**
 * Decimal numbers as people write them: sign, digits, decimal mark, exponent. Java's own parser
 * would also take {@code 1d}, {@code 0x1p3} and {@code NaN}.
 */
public final class NumberText {
  private NumberText() {}

  /**
   * Reads a number with a decimal point, blanks around it ignored.
   *
   * @param text any text
   * @return the nearest double, infinite if out of range, or NaN if the text is not a number
   */
  public static double parse(String text) {
    return parse(text, DecimalMark.POINT);
  }

  /**
   * Reads a number, blanks around it ignored.
   *
   * @param text any text
   * @param decimal what stands before its fraction
   * @return the nearest double, infinite if out of range, or NaN if the text is not a number
   */
  public static double parse(String text, DecimalMark decimal) {
    String number = text.strip();
    return isDecimal(number, decimal.mark())
        ? Double.parseDouble(number.replace(decimal.mark(), '.'))
        : Double.NaN;
  }

  private static boolean isDecimal(String text, char mark) {
    int at = skipSign(text, 0);
    int whole = skipDigits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == mark) {
      int fraction = skipDigits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = skipSign(text, at + 1);
      at = skipDigits(text, exponent);
      return at > exponent && at == text.length();
    }
    return at == text.length();
  }

  private static int skipSign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
