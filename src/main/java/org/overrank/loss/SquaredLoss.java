package org.overrank.loss;

import java.util.OptionalDouble;

/** (m − y)². */
public record SquaredLoss() implements Loss {
  @Override
  public String word() {
    return "squared";
  }

  @Override
  public double value(double m, double y) {
    return (m - y) * (m - y);
  }

  @Override
  public double slope(double m, double y) {
    return 2 * (m - y);
  }

  @Override
  public double curvature(double m, double y) {
    return 2;
  }

  @Override
  public OptionalDouble curvatureBound() {
    return OptionalDouble.of(2);
  }

  @Override
  public double conjugate(double z, double y) {
    return z * z / 4 + z * y;
  }

  @Override
  public double valueSize(double m, double y) {
    return Math.abs(m - y) * (Math.abs(m) + Math.abs(y));
  }

  @Override
  public double conjugateSize(double z, double y) {
    return z * z + Math.abs(z * y);
  }

  @Override
  public double usualCurvature(double size) {
    return 1;
  }

  @Override
  public boolean isSquared() {
    return true;
  }

  @Override
  public String toString() {
    return word();
  }
}
