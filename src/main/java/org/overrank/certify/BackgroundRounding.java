package org.overrank.certify;

import org.overrank.objective.Curvature;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ResidualSums;

/**
 * How far sums over all cells, made of sums over the entries and thin algebra, can be from those of
 * a residual: what is left of them when they cancel is known to this much, absolutely.
 *
 * <p>Let m̂ be the computed prediction of an entry, m the exact one of the factors, h the hole and
 * θ = h/c². The residual whose G is S + α0 S²UVᵀT² to the bit is r = r̂ + θc(m − m̂), as the thin
 * part holds h m and S has lost h m̂. With |c||m − m̂| ≤ γ|c|·s + γ'(|c m̂| + |y|), s = Σ_k
 * ‖u_k‖‖v_k‖, all that follows is Cauchy and Schwarz over the entries; α0⟨UᵀS²U, VᵀT²V⟩ is a sum of
 * stretches (the project's theory, section 8).
 *
 * @param cross at least the error of ⟨r, y⟩
 * @param square at least that of ‖r‖²
 * @param adjoint at least that of S + LRᵀ as a matrix, in the spectral norm, besides {@link
 *     AdjointRounding}
 */
record BackgroundRounding(double cross, double square, double adjoint) {
  /** Without a background nothing cancels. */
  static final BackgroundRounding NONE = new BackgroundRounding(0, 0, 0);

  private static final int CONSTANT = 16;

  /** Relative rounding of the sums over entries, as in {@link DualBound}. */
  private static final double SUM_ROUNDING = 0x1.0p-46;

  /** The bounds are computed with relative errors far smaller than this. */
  private static final double OF_BOUNDS = 1e-6;

  /** Levels of halves by which stretches of the longest array are added. */
  private static final int LEVELS = 64;

  /**
   * The bounds.
   *
   * @param shape the size of the problem
   * @param point the size of (U, V)
   * @param sums at the point
   * @param curvature of the measurements
   * @return the bounds
   */
  static BackgroundRounding of(
      ProblemShape shape, PointSize point, ResidualSums.Answer sums, Curvature.Answer curvature) {
    ResidualSums.Unseen unseen = sums.unseen();
    if (unseen == null) {
      return NONE;
    }
    int width = point.searchRank();
    double few = RoundingError.gamma(CONSTANT);
    double images = RoundingError.gamma(width + CONSTANT) * point.columns();
    double shares = Math.sqrt(unseen.shares());
    double targets = Math.sqrt(sums.targetNormSquared());
    double given = Math.sqrt(unseen.given());
    double moved = images * Math.sqrt(curvature.holeShares()) + 2 * few * shares;
    double sizes = given + 2 * targets;
    double matrices = Math.sqrt(curvature.givenTrace());
    double holes =
        2 * shares * (images * matrices + few * sizes)
            + 2 * (images * images * curvature.holes() + few * few * shares * sizes)
            + few * unseen.holes();
    int terms = 2 * (ResidualSums.Unseen.STRETCH + LEVELS) + 2 * width + 2 * CONSTANT;
    double all = RoundingError.gamma(terms) * unseen.size() * unseen.size();
    double sums46 = SUM_ROUNDING * (unseen.given() + unseen.all() + unseen.holes());
    double square = 2 * given * moved + moved * moved + holes + all + sums46;
    double thin =
        RoundingError.gamma(width + 8L * CONSTANT) * (unseen.thin() + (given + shares) * matrices);
    return new BackgroundRounding(
        moved * targets * (1 + OF_BOUNDS),
        square * (1 + OF_BOUNDS),
        2.0 / shape.measurements() * thin * (1 + OF_BOUNDS));
  }
}
