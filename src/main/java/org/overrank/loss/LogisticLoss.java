package org.overrank.loss;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * log(1 + eᵐ) − y·m for y in [0, 1]: minus the log-likelihood of yes with probability 1/(1 + e⁻ᵐ).
 * A label −1 in tables means 0. Fractions are charged less the entropy that no prediction can
 * avoid.
 */
public record LogisticLoss() implements Loss {
  @Override
  public String word() {
    return "logistic";
  }

  @Override
  public boolean isOfLabels() {
    return true;
  }

  /** log(1 + eᵐ). */
  private static double softplus(double m) {
    return Math.max(m, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(m)));
  }

  private static double timesLog(double t) {
    return t > 0 ? t * StrictMath.log(t) : 0;
  }

  private static double entropy(double label) {
    return -timesLog(label) - timesLog(1 - label);
  }

  @Override
  public double value(double m, double y) {
    if (y == 0 || y == 1) {
      return softplus(y == 0 ? m : -m);
    }
    return Math.max(0, softplus(m) - y * m - entropy(y));
  }

  @Override
  public double slope(double m, double y) {
    return y == 1 ? -response(-m) : response(m) - y;
  }

  @Override
  public double curvature(double m, double y) {
    return response(m) * response(-m);
  }

  @Override
  public OptionalDouble curvatureBound() {
    return OptionalDouble.of(0.25);
  }

  @Override
  public double conjugate(double z, double y) {
    return timesLog(y + z) + timesLog(1 - y - z) + entropy(y);
  }

  @Override
  public double valueSize(double m, double y) {
    return 2 + Math.abs(m);
  }

  @Override
  public double conjugateSize(double z, double y) {
    double yes = y + z;
    double no = 1 - y - z;
    double logs = (yes > 0 ? Math.abs(Math.log(yes)) : 0) + (no > 0 ? Math.abs(Math.log(no)) : 0);
    return 2 + Math.abs(z) * (2 + logs);
  }

  @Override
  public double response(double m) {
    double small = StrictMath.exp(-Math.abs(m));
    return m >= 0 ? 1 / (1 + small) : small / (1 + small);
  }

  @Override
  public double link(double response) {
    double share = Math.max(Double.MIN_NORMAL, Math.min(Math.nextDown(1.0), response));
    return StrictMath.log(share / (1 - share));
  }

  @Override
  public double target(double value) {
    return value == -1 ? 0 : value;
  }

  @Override
  public double predictionSize(double size) {
    return 1;
  }

  @Override
  public double usualCurvature(double size) {
    return 0.125;
  }

  @Override
  public boolean followsShifts() {
    return false;
  }

  @Override
  public @Nullable String refusal(double y) {
    return (y >= 0 && y <= 1) || y == -1
        ? null
        : "is no label: loss logistic wants 0 or 1 (or -1 or 1, or a share between 0 and 1)";
  }

  @Override
  public String toString() {
    return word();
  }
}
