package org.overrank.sensing;

/** One measurement's share in the quartic ‖r + ηb + η²c‖² (theory, section 3). */
final class LineCoefficients {
  private LineCoefficients() {}

  /**
   * Adds (r + ηb + η²c)² by powers of η.
   *
   * @param r residual at the point
   * @param b first-order change of the prediction
   * @param c second-order change of the prediction
   * @param out length 5, added to
   */
  static void add(double r, double b, double c, double[] out) {
    out[0] += r * r;
    out[1] += 2 * r * b;
    out[2] += b * b + 2 * r * c;
    out[3] += 2 * b * c;
    out[4] += c * c;
  }

  /**
   * Takes h·(m + ηb + η²c)² out, by powers of η.
   *
   * @param hole h
   * @param m prediction at the point
   * @param b its first-order change
   * @param c its second-order change
   * @param out length 5, subtracted from
   */
  static void subtract(double hole, double m, double b, double c, double[] out) {
    out[0] -= hole * (m * m);
    out[1] -= hole * (2 * m * b);
    out[2] -= hole * (b * b + 2 * m * c);
    out[3] -= hole * (2 * b * c);
    out[4] -= hole * (c * c);
  }
}
