package org.overrank.data.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.overrank.linalg.ExactSum;

/**
 * Sums over predictions and what was measured, from which {@link Errors} are told. They are exact,
 * so the errors do not depend on how the cells were cut into parts.
 */
public final class ErrorTotals implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(60);

  private final double about;
  private final int unit;
  private final ExactSum squares = new ExactSum();
  private final ExactSum fourths = new ExactSum();
  private final ExactSum absolutes = new ExactSum();
  private final ExactSum values = new ExactSum();
  private final ExactSum valueSquares = new ExactSum();
  private long count;

  /**
   * No predictions yet.
   *
   * @param about a number near the values, such as the mean of others like them
   * @param unit exponent of the power of two near the values, so that no square over- or underflows
   */
  public ErrorTotals(double about, int unit) {
    this.about = about;
    this.unit = unit;
  }

  /**
   * Adds a prediction.
   *
   * @param actual what was measured
   * @param predicted what was predicted
   */
  public void add(double actual, double predicted) {
    double error = Math.scalb(predicted - actual, -unit);
    double value = Math.scalb(actual - about, -unit);
    squares.add(error * error);
    fourths.add(Math.min(Double.MAX_VALUE, error * error * error * error));
    absolutes.add(Math.abs(error));
    values.add(value);
    valueSquares.add(value * value);
    count++;
  }

  /**
   * Adds the predictions of other totals.
   *
   * @param other totals about the same number in the same unit
   * @return this
   */
  public ErrorTotals plus(ErrorTotals other) {
    squares.add(other.squares);
    fourths.add(other.fourths);
    absolutes.add(other.absolutes);
    values.add(other.values);
    valueSquares.add(other.valueSquares);
    count += other.count;
    return this;
  }

  /** {@return how many predictions there are} */
  public long count() {
    return count;
  }

  /**
   * The errors.
   *
   * @return of all predictions, at least one
   */
  public Errors errors() {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal square = squares.value();
    BigDecimal sum = values.value();
    BigDecimal spread =
        valueSquares.value().subtract(sum.multiply(sum, DIGITS).divide(n, DIGITS), DIGITS);
    return new Errors(
        count,
        Math.scalb(Math.sqrt(square.divide(n, DIGITS).doubleValue()), unit),
        Math.scalb(standardError(n), unit),
        Math.scalb(absolutes.value().divide(n, DIGITS).doubleValue(), unit),
        isNothing(spread)
            ? Optional.empty()
            : Optional.of(
                BigDecimal.ONE.subtract(square.divide(spread, DIGITS), DIGITS).doubleValue()));
  }

  /** Of the root of the mean square, as the first term of a series has it. */
  private double standardError(BigDecimal n) {
    BigDecimal mean = squares.value().divide(n, DIGITS);
    double variance =
        fourths
            .value()
            .divide(n, DIGITS)
            .subtract(mean.multiply(mean, DIGITS), DIGITS)
            .doubleValue();
    double rmse = Math.sqrt(mean.doubleValue());
    return rmse == 0 ? 0 : Math.sqrt(Math.max(0, variance) / count) / (2 * rmse);
  }

  /** All values are the same, but for the rounding of their squares. */
  private boolean isNothing(BigDecimal spread) {
    return spread.doubleValue() <= 1e-14 * valueSquares.value().doubleValue() || count < 2;
  }
}
