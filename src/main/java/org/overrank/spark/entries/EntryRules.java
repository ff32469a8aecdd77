package org.overrank.spark.entries;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overrank.spark.table.NumberText;

/**
 * What makes a row of a table a usable entry: both ids, a finite value, a finite positive weight,
 * and magnitudes whose squares can be summed.
 */
final class EntryRules {
  /** Largest |value|, weight and √weight |value|: squares of it leave room for any sum. */
  static final double LARGEST = 1e150;

  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");
  private static final int SHOWN = 60;

  private final EntrySource source;
  private double value;
  private double weight;

  EntryRules(EntrySource source) {
    this.source = source;
  }

  /**
   * Checks one row and keeps its numbers.
   *
   * @param row id, or null
   * @param col id, or null
   * @param valueCell a Number, a text or null
   * @param weightCell a Number, a text or null; not looked at if the source has no weights
   * @return what is wrong with the row, or null if it is usable
   */
  @Nullable String problem(
      @Nullable Object row,
      @Nullable Object col,
      @Nullable Object valueCell,
      @Nullable Object weightCell) {
    if (row == null || col == null) {
      return (row == null ? source.row() : source.col()) + " is missing";
    }
    value = number(valueCell);
    if (!(Math.abs(value) <= LARGEST)) {
      return numberProblem(source.value(), valueCell, value);
    }
    weight = 1;
    return source.weight() == null ? null : weightProblem(source.weight(), weightCell);
  }

  /** The value of the row last found usable. */
  double value() {
    return value;
  }

  /** The weight of the row last found usable. */
  double weight() {
    return weight;
  }

  private @Nullable String weightProblem(String name, @Nullable Object cell) {
    weight = number(cell);
    if (!(Math.abs(weight) <= LARGEST)) {
      return numberProblem(name, cell, weight);
    }
    if (weight <= 0) {
      return name + " " + quoted(cell) + " is not positive";
    }
    if (Math.sqrt(weight) * Math.abs(value) > LARGEST) {
      return source.value() + " times the root of " + name + " is too large, above " + LARGEST;
    }
    return null;
  }

  private static double number(@Nullable Object cell) {
    if (cell instanceof Number n) {
      return n.doubleValue();
    }
    return cell == null ? Double.NaN : NumberText.parse(cell.toString());
  }

  private static String numberProblem(String name, @Nullable Object cell, double number) {
    if (cell == null) {
      return name + " is missing";
    }
    String shown = name + " " + quoted(cell);
    if (Double.isNaN(number)) {
      return shown + (saysNotFinite(cell) ? " is not finite" : " is not a number");
    }
    boolean infinite = cell instanceof Number && Double.isInfinite(number);
    return shown + (infinite ? " is not finite" : " is too large, above " + LARGEST);
  }

  private static boolean saysNotFinite(Object cell) {
    String word = cell.toString().strip().toLowerCase(Locale.ROOT);
    return NOT_FINITE.contains(word.replaceFirst("^[+-]", ""));
  }

  /** A cell's text as part of a one-line message: numbers bare, texts quoted and cut. */
  static String quoted(@Nullable Object cell) {
    if (cell instanceof Number) {
      return cell.toString();
    }
    String text = String.valueOf(cell).replaceAll("\\p{Cntrl}", "?");
    return '"' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + '"';
  }
}
