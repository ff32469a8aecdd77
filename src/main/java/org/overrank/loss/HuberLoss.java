package org.overrank.loss;

import java.util.OptionalDouble;

/**
 * (m − y)² where |m − y| ≤ δ, and 2δ|m − y| − δ² beyond: squares that outliers pull at no harder
 * than δ.
 *
 * @param width δ, positive, in the units of the targets
 */
public record HuberLoss(double width) implements Loss {
  @Override
  public String word() {
    return "huber:" + width;
  }

  @Override
  public double value(double m, double y) {
    double distance = Math.abs(m - y);
    return distance <= width ? distance * distance : width * (2 * distance - width);
  }

  @Override
  public double slope(double m, double y) {
    return 2 * Math.max(-width, Math.min(width, m - y));
  }

  @Override
  public double curvature(double m, double y) {
    return Math.abs(m - y) <= width ? 2 : 0;
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
    return Math.min(Math.abs(m - y), width) * (Math.abs(m) + Math.abs(y) + width);
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
  public String toString() {
    return word();
  }
}
