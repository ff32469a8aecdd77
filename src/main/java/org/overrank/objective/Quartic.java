package org.overrank.objective;

/**
 * A polynomial of degree 4 in the step η: the objective along a line.
 *
 * @param c0 value at η = 0
 * @param c1 slope at η = 0
 * @param c2 coefficient of η²
 * @param c3 coefficient of η³
 * @param c4 coefficient of η⁴, not negative
 */
public record Quartic(double c0, double c1, double c2, double c3, double c4) {
  private static final int POLISH_STEPS = 4;

  /**
   * Value at a step.
   *
   * @param step η
   * @return the polynomial's value
   */
  public double at(double step) {
    return c0 + step * (c1 + step * (c2 + step * (c3 + step * c4)));
  }

  /**
   * This polynomial plus a quadratic.
   *
   * @param q0 value at 0
   * @param q1 slope at 0
   * @param q2 coefficient of η²
   * @return the sum
   */
  public Quartic plus(double q0, double q1, double q2) {
    return new Quartic(c0 + q0, c1 + q1, c2 + q2, c3, c4);
  }

  /**
   * This polynomial plus a multiple of another.
   *
   * @param factor s
   * @param other p
   * @return this + s p
   */
  Quartic plus(double factor, Quartic other) {
    return new Quartic(
        c0 + factor * other.c0,
        c1 + factor * other.c1,
        c2 + factor * other.c2,
        c3 + factor * other.c3,
        c4 + factor * other.c4);
  }

  /**
   * The step in (0, ∞) with the least value.
   *
   * @return the exact global minimiser over η ≥ 0; 0 if no positive step has a lower value
   */
  public double minimizer() {
    double best = 0;
    double bestChange = 0;
    for (double root : CubicRoots.of(c1, 2 * c2, 3 * c3, 4 * c4)) {
      double step = polish(root);
      double change = step * (c1 + step * (c2 + step * (c3 + step * c4)));
      if (step > 0 && change < bestChange) {
        best = step;
        bestChange = change;
      }
    }
    return best;
  }

  private double polish(double root) {
    double x = root;
    for (int i = 0; i < POLISH_STEPS; i++) {
      double slope = c1 + x * (2 * c2 + x * (3 * c3 + x * 4 * c4));
      double curvature = 2 * c2 + x * (6 * c3 + x * 12 * c4);
      double next = x - slope / curvature;
      if (!(Math.abs(next - x) <= 0.1 * Math.abs(x))) {
        return x;
      }
      x = next;
    }
    return x;
  }
}
