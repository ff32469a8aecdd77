package org.overrank.loss;

import java.util.OptionalDouble;

/**
 * τ(y − m)₊ + (1 − τ)(m − y)₊, whose best constant is the τ-quantile of the targets.
 *
 * <p>Solvers minimise it with its kink rounded off, the Moreau envelope of width μ, which lies
 * below by at most ½μ·max(τ, 1 − τ)². The slopes of that are feasible for the loss itself, whose
 * value and conjugate are the ones that certificates rest on.
 *
 * @param level τ, within (0, 1)
 * @param smoothing μ, positive, in the units of the targets
 */
public record QuantileLoss(double level, double smoothing) implements Loss {
  /** μ against the size of the targets. */
  private static final double SMOOTHING = 2e-4;

  /**
   * A loss whose kink is rounded off as targets ask for.
   *
   * @param level τ, within (0, 1)
   * @return the loss, to be told the size of its targets
   */
  public static QuantileLoss of(double level) {
    return new QuantileLoss(level, SMOOTHING);
  }

  @Override
  public Loss forTargets(double size) {
    return new QuantileLoss(level, SMOOTHING * size);
  }

  @Override
  public String word() {
    return "quantile:" + level;
  }

  @Override
  public double value(double m, double y) {
    double slope = slope(m, y);
    return slope * (m - y) - smoothing * slope * slope / 2;
  }

  @Override
  public double exactValue(double m, double y) {
    return m < y ? level * (y - m) : (1 - level) * (m - y);
  }

  @Override
  public double slope(double m, double y) {
    return Math.max(-level, Math.min(1 - level, (m - y) / smoothing));
  }

  @Override
  public double curvature(double m, double y) {
    double inner = (m - y) / smoothing;
    return inner > -level && inner < 1 - level ? 1 / smoothing : 0;
  }

  @Override
  public OptionalDouble curvatureBound() {
    return OptionalDouble.of(1 / smoothing);
  }

  @Override
  public double steepness(double m, double y) {
    return Math.max(level, 1 - level);
  }

  @Override
  public double bend(double m, double y) {
    return 0;
  }

  @Override
  public double conjugate(double z, double y) {
    return z * y;
  }

  @Override
  public double valueSize(double m, double y) {
    return Math.abs(m) + Math.abs(y);
  }

  @Override
  public double conjugateSize(double z, double y) {
    return Math.abs(z * y);
  }

  @Override
  public double usualCurvature(double size) {
    return 0.5 / size;
  }

  @Override
  public boolean isOfMeans() {
    return false;
  }

  /** {@inheritDoc} Their τ-quantile. */
  @Override
  public double shift(double[] residuals) {
    return residuals[Math.min(residuals.length - 1, (int) (level * residuals.length))];
  }

  @Override
  public Loss roundedBy(double width) {
    return new QuantileLoss(level, width);
  }

  @Override
  public String toString() {
    return word();
  }
}
