package org.overrank.objective;

/** Real roots of a real cubic, in closed form (Cardano and Viète). */
final class CubicRoots {
  private CubicRoots() {}

  /**
   * The real roots of a0 + a1 x + a2 x² + a3 x³; a quadratic or a line where leading terms vanish.
   *
   * @return the roots, between none and three, not sorted
   */
  static double[] of(double a0, double a1, double a2, double a3) {
    double scale = Math.max(Math.max(Math.abs(a0), Math.abs(a1)), Math.abs(a2));
    if (Math.abs(a3) <= 1e-300 || scale > 1e150 * Math.abs(a3)) {
      return quadratic(a0, a1, a2);
    }
    double b = a2 / a3 / 3;
    double c = a1 / a3;
    double d = a0 / a3;
    double p = c / 3 - b * b;
    double q = b * b * b + (d - b * c) / 2;
    double discriminant = q * q + p * p * p;
    if (discriminant > 0) {
      double s = Math.sqrt(discriminant);
      double t = -Math.signum(q == 0 ? 1 : q) * StrictMath.cbrt(Math.abs(q) + s);
      return new double[] {t - p / t - b};
    }
    double m = Math.sqrt(Math.max(0, -p));
    double cosine = m == 0 ? 0 : Math.max(-1, Math.min(1, -q / (m * m * m)));
    double angle = StrictMath.acos(cosine) / 3;
    double third = 2 * Math.PI / 3;
    return new double[] {
      2 * m * StrictMath.cos(angle) - b,
      2 * m * StrictMath.cos(angle - third) - b,
      2 * m * StrictMath.cos(angle + third) - b
    };
  }

  private static double[] quadratic(double a0, double a1, double a2) {
    if (a2 == 0) {
      return a1 == 0 ? new double[0] : new double[] {-a0 / a1};
    }
    double discriminant = a1 * a1 - 4 * a2 * a0;
    if (discriminant < 0) {
      return new double[0];
    }
    double s = -(a1 + Math.copySign(Math.sqrt(discriminant), a1)) / 2;
    return s == 0 ? new double[] {0} : new double[] {s / a2, a0 / s};
  }
}
