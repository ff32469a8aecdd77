package org.overrank.linalg;

/**
 * A sum of products as if computed in twice the working precision (Ogita, Rump, Oishi, "Accurate
 * sum and dot product", SIAM J. Sci. Comput. 26(6), 2005, algorithm Dot2).
 *
 * <p>Certificates rest on a few such sums: their relative error, against Σ|x_i y_i|, stays below
 * 2⁻⁵² + n² 2⁻¹⁰⁴.
 */
public final class CompensatedSum {
  private double sum;
  private double correction;

  /** Starts at zero. */
  public CompensatedSum() {}

  /**
   * Adds the product x · y.
   *
   * @param x first factor
   * @param y second factor
   */
  public void addProduct(double x, double y) {
    double product = x * y;
    double productError = Math.fma(x, y, -product);
    double next = sum + product;
    double kept = next - sum;
    double sumError = (sum - (next - kept)) + (product - kept);
    sum = next;
    correction += productError + sumError;
  }

  /**
   * The sum so far.
   *
   * @return the compensated value
   */
  public double value() {
    return sum + correction;
  }
}
