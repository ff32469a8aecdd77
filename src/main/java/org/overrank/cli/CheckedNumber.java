package org.overrank.cli;

import java.util.function.DoublePredicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number within a range; the subclasses are the ranges that options have. */
abstract class CheckedNumber implements ITypeConverter<Double> {
  private final String range;
  private final DoublePredicate inRange;

  private CheckedNumber(String range, DoublePredicate inRange) {
    this.range = range;
    this.inRange = inRange;
  }

  /** A weight or a step. */
  static final class Positive extends CheckedNumber {
    Positive() {
      super("positive and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY);
    }
  }

  /** A deviation. */
  static final class NotNegative extends CheckedNumber {
    NotNegative() {
      super("at least 0 and finite", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
    }
  }

  /** A gap to reach. */
  static final class BetweenZeroAndOne extends CheckedNumber {
    BetweenZeroAndOne() {
      super("between 0 and 1", x -> x > 0 && x < 1);
    }
  }

  /** A share that leaves something over. */
  static final class ShareBelowOne extends CheckedNumber {
    ShareBelowOne() {
      super("in [0, 1)", x -> x >= 0 && x < 1);
    }
  }

  @Override
  public Double convert(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
    if (!inRange.test(value)) {
      throw new TypeConversionException("must be " + range + ", not " + text);
    }
    return value;
  }
}
