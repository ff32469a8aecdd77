package org.overrank.data.table;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overrank.loss.Loss;

/** What a usable number is: finite, and so small that the mean of squares is. */
public final class NumberRules {
  /** Largest |value|, coefficient and √weight |value|: twice its square is still finite. */
  public static final double LARGEST = 6.7e153;

  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private NumberRules() {}

  /**
   * Reads a number.
   *
   * @param cell a Number, a text or null
   * @param decimal what texts have before their fraction
   * @return its value, infinite if out of range, NaN if it is none
   */
  public static double number(@Nullable Object cell, DecimalMark decimal) {
    if (cell instanceof Number n) {
      return n.doubleValue();
    }
    return cell == null ? Double.NaN : NumberText.parse(cell.toString(), decimal);
  }

  /**
   * What is wrong with a number that is not finite, or too large.
   *
   * @param name what the number is
   * @param cell as read
   * @param number its value
   * @return part of a one-line message
   */
  public static String problem(String name, @Nullable Object cell, double number) {
    if (cell == null) {
      return name + " is missing";
    }
    String shown = name + " " + quoted(cell);
    if (Double.isNaN(number)) {
      return shown + (saysNotFinite(cell) ? " is not finite" : " is not a number" + advice(cell));
    }
    boolean infinite = cell instanceof Number && Double.isInfinite(number);
    return shown + (infinite ? " is not finite" : " is too large, above " + LARGEST);
  }

  /** What has a comma where a point is meant, or a point where a comma is. */
  private static String advice(Object cell) {
    boolean comma = !Double.isNaN(NumberText.parse(cell.toString(), DecimalMark.COMMA));
    boolean point = !Double.isNaN(NumberText.parse(cell.toString()));
    if (comma) {
      return " with a decimal point; of csv, --decimal comma reads it";
    }
    return point ? " with a decimal comma" : "";
  }

  private static boolean saysNotFinite(Object cell) {
    String word = cell.toString().strip().toLowerCase(Locale.ROOT);
    return NOT_FINITE.contains(word.replaceFirst("^[+-]", ""));
  }

  /**
   * What a loss has against a number.
   *
   * @param name of the column
   * @param cell as the table has it
   * @param number its value
   * @param loss what it is to be good for
   * @return part of a one-line message, or null if it can be used
   */
  public static @Nullable String refusal(
      String name, @Nullable Object cell, double number, Loss loss) {
    String refused = loss.refusal(number);
    return refused == null ? null : name + " " + quoted(cell) + " " + refused;
  }

  /**
   * A cell's text as part of a one-line message: numbers bare, texts quoted and cut.
   *
   * @param cell anything
   * @return printable, and not long
   */
  public static String quoted(@Nullable Object cell) {
    if (cell instanceof Number) {
      return cell.toString();
    }
    return Shown.cell(String.valueOf(cell));
  }
}
