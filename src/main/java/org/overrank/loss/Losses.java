package org.overrank.loss;

import org.overrank.linalg.InvalidInputException;

/** Losses by their words. */
public final class Losses {
  /** (m − y)². */
  public static final Loss SQUARED = new SquaredLoss();

  private Losses() {}

  /**
   * Reads {@code squared}, {@code huber:WIDTH}, {@code logistic}, {@code poisson}, {@code
   * quantile:LEVEL} or {@code absolute}.
   *
   * @param text what a user wrote
   * @return the loss
   * @throws InvalidInputException if it is none of these
   */
  public static Loss of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? plain(text)
        : with(text.substring(0, colon), text.substring(colon + 1), text);
  }

  private static Loss plain(String name) {
    return switch (name) {
      case "squared" -> SQUARED;
      case "logistic" -> new LogisticLoss();
      case "poisson" -> new PoissonLoss();
      case "absolute" -> QuantileLoss.of(0.5);
      case "huber" ->
          throw new InvalidInputException(
              "'huber' needs the error from which on it counts less, in units of the values:"
                  + " huber:WIDTH");
      case "quantile" ->
          throw new InvalidInputException("'quantile' needs its level: quantile:0.9");
      default -> throw unknown(name);
    };
  }

  private static Loss with(String name, String number, String text) {
    return switch (name) {
      case "huber" -> new HuberLoss(number(text, number, Double.MAX_VALUE));
      case "quantile" -> QuantileLoss.of(number(text, number, Math.nextDown(1.0)));
      default -> throw unknown(text);
    };
  }

  private static InvalidInputException unknown(String text) {
    return new InvalidInputException(
        "'"
            + text
            + "' is not one of squared, huber:WIDTH, logistic, poisson, quantile:LEVEL, absolute");
  }

  private static double number(String text, String number, double largest) {
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value > 0 && value <= largest)) {
      String wanted = largest < 1 ? " is no level between 0 and 1" : " is no positive number";
      throw new InvalidInputException("'" + text + "': " + number + wanted);
    }
    return value;
  }
}
