package org.overrank.data.entries;

import org.jspecify.annotations.Nullable;
import org.overrank.data.table.NumberRules;
import org.overrank.loss.Loss;

/**
 * What makes a row of a table a usable entry: both ids, a finite value, a finite positive weight, a
 * coefficient that is not 0, and magnitudes of which the objective can be computed.
 */
public final class EntryRules {
  private final EntrySource source;
  private final Loss loss;
  private double value;
  private double weight;
  private double coefficient;

  /**
   * The rules of a table.
   *
   * @param source which of its columns count
   * @param loss what values are to be good for
   */
  public EntryRules(EntrySource source, Loss loss) {
    this.source = source;
    this.loss = loss;
  }

  /**
   * Checks one row and keeps its numbers.
   *
   * @param row id, or null
   * @param col id, or null
   * @param valueCell a Number, a text or null
   * @param weightCell a Number, a text or null; not looked at if the source has no weights
   * @param coefficientCell a Number, a text or null; not looked at if the source has none
   * @return what is wrong with the row, or null if it is usable
   */
  public @Nullable String problem(
      @Nullable Object row,
      @Nullable Object col,
      @Nullable Object valueCell,
      @Nullable Object weightCell,
      @Nullable Object coefficientCell) {
    if (row == null || col == null) {
      return (row == null ? source.row() : source.col()) + " is missing";
    }
    value = NumberRules.number(valueCell, source.dialect().decimal());
    if (!(Math.abs(value) <= NumberRules.LARGEST)) {
      return NumberRules.problem(source.value(), valueCell, value);
    }
    String refused = NumberRules.refusal(source.value(), valueCell, value, loss);
    if (refused != null) {
      return refused;
    }
    value = loss.target(value);
    weight = 1;
    coefficient = 1;
    String problem = source.weight() == null ? null : weightProblem(source.weight(), weightCell);
    return problem != null || source.coefficient() == null
        ? problem
        : coefficientProblem(source.coefficient(), coefficientCell);
  }

  /** The value of the row last found usable. */
  public double value() {
    return value;
  }

  /** The weight of the row last found usable. */
  public double weight() {
    return weight;
  }

  /** The coefficient of the row last found usable. */
  public double coefficient() {
    return coefficient;
  }

  private @Nullable String weightProblem(String name, @Nullable Object cell) {
    weight = NumberRules.number(cell, source.dialect().decimal());
    if (!Double.isFinite(weight)) {
      return NumberRules.problem(name, cell, weight);
    }
    if (weight <= 0) {
      return name + " " + NumberRules.quoted(cell) + " is not positive";
    }
    if (Math.sqrt(weight) * Math.abs(value) > NumberRules.LARGEST) {
      return source.value()
          + " times the root of "
          + name
          + " is too large, above "
          + NumberRules.LARGEST;
    }
    return null;
  }

  private @Nullable String coefficientProblem(String name, @Nullable Object cell) {
    coefficient = NumberRules.number(cell, source.dialect().decimal());
    if (!(Math.abs(coefficient) <= NumberRules.LARGEST)) {
      return NumberRules.problem(name, cell, coefficient);
    }
    return coefficient == 0
        ? name + " " + NumberRules.quoted(cell) + " sees nothing of the matrix"
        : null;
  }
}
