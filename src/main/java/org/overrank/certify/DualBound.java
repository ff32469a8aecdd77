package org.overrank.certify;

/**
 * The dual lower bound D ≤ min F (theory, section 2).
 *
 * <p>For every s with |s|·‖G‖_op ≤ 2λ, D(s) = −(2s/N)⟨r, y⟩ − (s²/N)‖r‖². Here s is the best one
 * that is feasible at the UPPER end of ‖G‖_op, and the rounding of the sums and of D itself is
 * subtracted, so that the number is a bound and not an estimate. Any vector r will do, be it the
 * residual of a good point or not, as long as G and the sums are of the same r. F is not negative,
 * so 0 is a bound too, and is taken where D(s) is worse.
 */
public final class DualBound {
  /** Relative rounding of the largest feasible s. */
  private static final double LIMIT_ROUNDING = 0x1.0p-50;

  /**
   * Relative rounding of the sums and of D(s): a few units in the last place within a block, and
   * seven additions for each level of the tree that adds the blocks; 128 u covers any number.
   */
  private static final double SUM_ROUNDING = 0x1.0p-46;

  private DualBound() {}

  /**
   * The best bound of this family.
   *
   * @param moments sums over the measurements
   * @param lambda λ &gt; 0
   * @param norm encloses ‖G‖_op of the exact G = (2/N) A*(r), see {@link AdjointRounding}
   * @return D with 0 ≤ D ≤ min F
   */
  public static double of(DualMoments moments, double lambda, SpectralBound norm) {
    if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda " + lambda);
    }
    double squared = moments.residualSquaredNorm();
    if (squared == 0) {
      return 0;
    }
    double s = -moments.residualDotTarget() / squared;
    if (norm.upper() > 0) {
      double limit = 2 * lambda / norm.upper() * (1 - LIMIT_ROUNDING);
      s = Math.max(-limit, Math.min(limit, s));
    }
    double n = moments.measurements();
    double linear = -2 * s / n * moments.residualDotTarget();
    double quadratic = s * s / n * squared;
    double sumSizes =
        2 * Math.abs(s) / n * Math.sqrt(squared) * Math.sqrt(moments.targetSquaredNorm());
    double cancelled =
        2 * Math.abs(s) / n * moments.rounding().cross() + s * s / n * moments.rounding().square();
    double rounding = SUM_ROUNDING * (sumSizes + Math.abs(linear) + quadratic) + cancelled;
    return Math.max(0, linear - quadratic - rounding - RoundingError.UNDERFLOW);
  }
}
