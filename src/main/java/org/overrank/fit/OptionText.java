package org.overrank.fit;

import java.util.function.DoublePredicate;
import org.overrank.linalg.InvalidInputException;

/** Values of options from the text that users write; each refuses what is out of its range. */
public final class OptionText {
  private OptionText() {}

  /**
   * A weight or a step.
   *
   * @param text what a user wrote
   * @return a number, positive and finite
   */
  public static double positive(String text) {
    return number(text, "positive and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY);
  }

  /**
   * A deviation.
   *
   * @param text what a user wrote
   * @return a number, at least 0 and finite
   */
  public static double notNegative(String text) {
    return number(text, "at least 0 and finite", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
  }

  /**
   * A gap to reach.
   *
   * @param text what a user wrote
   * @return a number in (0, 1)
   */
  public static double betweenZeroAndOne(String text) {
    return number(text, "between 0 and 1", x -> x > 0 && x < 1);
  }

  /**
   * A share that leaves something over.
   *
   * @param text what a user wrote
   * @return a number in [0, 1)
   */
  public static double shareBelowOne(String text) {
    return number(text, "in [0, 1)", x -> x >= 0 && x < 1);
  }

  private static double number(String text, String range, DoublePredicate inRange) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'" + text + "' is not a number", e);
    }
    if (!inRange.test(value)) {
      throw new InvalidInputException("must be " + range + ", not " + text);
    }
    return value;
  }

  /**
   * How many.
   *
   * @param text what a user wrote
   * @return a whole number of at least 1
   */
  public static int count(String text) {
    return (int) atLeastOne(text, Integer.MAX_VALUE, text);
  }

  /**
   * How many, where that may be a great many.
   *
   * @param text what a user wrote, with underscores between digits if he likes
   * @return a whole number of at least 1
   */
  public static long largeCount(String text) {
    return atLeastOne(text.replace("_", ""), Long.MAX_VALUE, text);
  }

  private static long atLeastOne(String digits, long most, String text) {
    long value;
    try {
      value = Long.parseLong(digits);
      if (value > most) {
        throw new NumberFormatException(digits);
      }
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "'" + text + "' is not a whole number" + (most == Long.MAX_VALUE ? "" : " up to " + most),
          e);
    }
    if (value < 1) {
      throw new InvalidInputException("must be at least 1, not " + text);
    }
    return value;
  }

  /**
   * A seed.
   *
   * @param text what a user wrote
   * @return any 64-bit whole number
   */
  public static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'" + text + "' is not a whole number of 64 bits", e);
    }
  }
}
