package org.overrank.certify;

import org.overrank.objective.LossSums;

/**
 * The data term from above and its dual from below under another loss than the square (theory,
 * section 9), roundings included.
 *
 * <p>With images that err by e in all, the data term is at most Σ f²ℓ + 2‖z‖e + κe², κ the largest
 * ½ℓ'' near the point. Any slopes are feasible for the dual that are those of a convex function
 * with the same domain: D(s) ≤ min F for 0 ≤ s &lt; 1 and s‖G‖_op ≤ 2λ, whatever point they are of.
 */
final class LossBounds {
  /** Of a term: the library's functions, products, quotients; and of the sums of all terms. */
  private static final double ROUNDING = 0x1.0p-46;

  /** The sums that bound errors are computed with relative errors far smaller than this. */
  private static final double OF_BOUNDS = 1e-6;

  /** Relative rounding of the largest feasible s. */
  private static final double LIMIT_ROUNDING = 0x1.0p-50;

  private LossBounds() {}

  /**
   * The data term times N from above.
   *
   * @param sums at the point
   * @param error at least the norm of the error of the images
   * @return at least Σ f²ℓ of the exact images; infinite where they may err by more than is bounded
   */
  static double upper(LossSums sums, double error) {
    if (!(error <= sums.reach())) {
      return Double.POSITIVE_INFINITY;
    }
    double moved = 2 * sums.steepness() * error + sums.bend() * error * error;
    return sums.value() + (ROUNDING * sums.size() + moved) * (1 + OF_BOUNDS);
  }

  /**
   * The least of F from below.
   *
   * @param sums of the slopes that G was made of
   * @param measurements N
   * @param lambda λ &gt; 0
   * @param norm encloses ‖G‖_op
   * @return D with 0 ≤ D ≤ min F
   */
  static double lower(LossSums sums, long measurements, double lambda, SpectralBound norm) {
    double limit =
        norm.upper() > 0 ? 2 * lambda / norm.upper() * (1 - LIMIT_ROUNDING) : Double.MAX_VALUE;
    double s = Math.min(limit, LossSums.scale(LossSums.scales() - 1));
    double from = 0;
    double before = 0;
    for (int k = 0; k < LossSums.scales(); k++) {
      double to = LossSums.scale(k);
      double there = sums.dual(k) - ROUNDING * sums.dualSize(k);
      if (s <= to) {
        double share = Math.max(0, (s - from) / (to - from));
        double sizes = ROUNDING * (Math.abs(before) + Math.abs(there));
        double chord = before + share * (there - before) - sizes;
        double mean = chord / measurements;
        return Math.max(0, mean - ROUNDING * Math.abs(mean) - RoundingError.UNDERFLOW);
      }
      from = to;
      before = there;
    }
    throw new IllegalStateException("scale " + s);
  }
}
