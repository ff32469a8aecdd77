package org.overrank.loss;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * eᵐ − y·m for y ≥ 0, less its least value: half the deviance of counts y of rate eᵐ. It has no
 * bound of curvature.
 */
public record PoissonLoss() implements Loss {
  @Override
  public String word() {
    return "poisson";
  }

  @Override
  public double value(double m, double y) {
    if (y == 0) {
      return StrictMath.exp(m);
    }
    double d = m - StrictMath.log(y);
    return Math.max(0, y * (StrictMath.expm1(d) - d));
  }

  @Override
  public double slope(double m, double y) {
    return y == 0 ? StrictMath.exp(m) : y * StrictMath.expm1(m - StrictMath.log(y));
  }

  @Override
  public double curvature(double m, double y) {
    return StrictMath.exp(m);
  }

  @Override
  public OptionalDouble curvatureBound() {
    return OptionalDouble.empty();
  }

  @Override
  public double bend(double m, double y) {
    return StrictMath.exp(m + 1);
  }

  @Override
  public double conjugate(double z, double y) {
    if (y == 0) {
      return z > 0 ? z * StrictMath.log(z) - z : 0;
    }
    double rate = y + z;
    return (rate > 0 ? rate * StrictMath.log1p(z / y) : 0) + z * (StrictMath.log(y) - 1);
  }

  @Override
  public double valueSize(double m, double y) {
    double log = y == 0 ? 0 : StrictMath.log(y);
    double rate = StrictMath.exp(m);
    return (rate + y) * (2 + Math.abs(m) + Math.abs(log));
  }

  @Override
  public double conjugateSize(double z, double y) {
    double rate = y + z;
    double logs = (rate > 0 ? Math.abs(Math.log(rate)) : 0) + (y > 0 ? Math.abs(Math.log(y)) : 0);
    return (Math.abs(z) + rate) * (2 + logs);
  }

  @Override
  public double response(double m) {
    return StrictMath.exp(m);
  }

  @Override
  public double link(double response) {
    return StrictMath.log(Math.max(Double.MIN_NORMAL, response));
  }

  @Override
  public double predictionSize(double size) {
    return Math.max(0.1, StrictMath.log1p(size));
  }

  @Override
  public double usualCurvature(double size) {
    return Math.max(0.5, size / 2);
  }

  @Override
  public boolean followsShifts() {
    return false;
  }

  @Override
  public @Nullable String refusal(double y) {
    return y >= 0 ? null : "is negative: loss poisson wants counts";
  }

  @Override
  public String toString() {
    return word();
  }
}
