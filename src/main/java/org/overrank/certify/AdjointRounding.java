package org.overrank.certify;

import org.overrank.objective.Curvature;
import org.overrank.objective.ProblemShape;

/**
 * How far a computed G = (2/N) Σ r_i A_i can be from the exact one of the same r.
 *
 * <p>An entry of G is a floating-point sum, in some order, of at most k products of three factors,
 * so it errs by at most γ_{k+c} (2/N) Σ |r_i||(A_i)_ab| (Higham, "Accuracy and Stability", ch. 3).
 * In the Frobenius norm, which is no less than the spectral one, that is at most γ_{k+c} (2/N) Σ
 * |r_i|‖A_i‖_F ≤ γ_{k+c} (2/N) ‖r‖ (Σ‖A_i‖_F²)^{1/2}, by Cauchy and Schwarz. Matrices that are kept
 * at a distance of E_i from those that were given add (2/N) ‖r‖ (Σ‖E_i‖_F²)^{1/2} likewise.
 */
final class AdjointRounding {
  /** Roundings of a product, of the scaling by 2/N, and of the bound itself. */
  private static final int CONSTANT = 16;

  /** The sums below are computed with relative errors far smaller than this. */
  private static final double OF_SUMS = 1e-6;

  private AdjointRounding() {}

  /**
   * The bound.
   *
   * @param shape the size of the problem
   * @param terms k, how many products an entry of G sums at most
   * @param residualNormSquared ‖r‖²
   * @param curvature of the measurements
   * @return at least ‖fl(G) − G‖_op
   */
  static double of(
      ProblemShape shape, long terms, double residualNormSquared, Curvature.Answer curvature) {
    double sums = RoundingError.gamma(terms + CONSTANT) * Math.sqrt(curvature.givenTrace());
    double size = Math.sqrt(residualNormSquared) * (sums + curvature.cellError());
    return 2.0 / shape.measurements() * size * (1 + OF_SUMS);
  }
}
