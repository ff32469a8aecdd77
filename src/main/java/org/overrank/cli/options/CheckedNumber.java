package org.overrank.cli.options;

import org.overrank.fit.OptionText;

/** Numbers within the ranges that options have. */
public final class CheckedNumber {
  private CheckedNumber() {}

  /** A weight or a step. */
  public static final class Positive extends Checked<Double> {
    Positive() {
      super(OptionText::positive);
    }
  }

  /** A deviation. */
  static final class NotNegative extends Checked<Double> {
    NotNegative() {
      super(OptionText::notNegative);
    }
  }

  /** A gap to reach. */
  public static final class BetweenZeroAndOne extends Checked<Double> {
    BetweenZeroAndOne() {
      super(OptionText::betweenZeroAndOne);
    }
  }

  /** A share that leaves something over. */
  static final class ShareBelowOne extends Checked<Double> {
    ShareBelowOne() {
      super(OptionText::shareBelowOne);
    }
  }

  /** How many. */
  public static final class Count extends Checked<Integer> {
    Count() {
      super(OptionText::count);
    }
  }

  /** How many, where that may be a great many. */
  static final class LargeCount extends Checked<Long> {
    LargeCount() {
      super(OptionText::largeCount);
    }
  }

  /** A seed. */
  public static final class Seed extends Checked<Long> {
    Seed() {
      super(OptionText::seed);
    }
  }
}
