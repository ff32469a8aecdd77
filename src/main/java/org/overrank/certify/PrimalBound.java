package org.overrank.certify;

import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.LossSums;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.ResidualSums;

/**
 * F(UVᵀ) from above, as {@link DualBound} is min F from below: of the matrices and targets as they
 * were given, for the exact product of the factors as they are.
 *
 * <p>Let r̂ be the computed residual and s = Σ_k ‖u_k‖‖v_k‖, so that ‖|U||V|ᵀ‖_F ≤ s. An image
 * rounds by at most γ_m |A_i|·(|U||V|ᵀ) with m = R + n_i + c, its target and weight by a few units,
 * and A_i may be kept at a distance of E_i (floats). By Cauchy and Schwarz, and Minkowski,
 *
 * <p>‖r‖ ≤ ‖r̂‖ + γ·s·((R + c)(Σ‖A_i‖²)^½ + (Σ n_i²‖A_i‖²)^½)/m + γ_c‖y‖ + s·(Σ‖E_i‖²)^½.
 *
 * <p>‖UVᵀ‖_* is at most ½(‖U‖² + ‖V‖²), which rounds by itself only: no decomposition has to be
 * believed where the factors are balanced. Elsewhere the computed Σσ is raised by what
 * Householder's QR does to columns, at most a few γ_R·‖u_k‖ each, so a few γ_R·s in the nuclear
 * norm, and by the rounding of the small decomposition: factors whose columns cancel are not
 * believed to be small. Where U is solved for in the blocks and no decomposition is at hand, ½(‖U‖²
 * + ‖V‖²) it is: the balanced V brings it down to Σσ, or below.
 *
 * @param objective f(U,V), as computed; of factors that stand for one, in the scale they share
 * @param upper at least F(UVᵀ)
 * @param residualError at least ‖r − r̂‖
 */
record PrimalBound(double objective, double upper, double residualError) {
  /** Roundings of an image and of a target besides sums: weights, products, the difference. */
  private static final int CONSTANT = 16;

  /** Relative rounding of the sums over measurements and columns, as in {@link DualBound}. */
  private static final double SUM_ROUNDING = 0x1.0p-46;

  /** Of the decompositions: a few units for each column, and for the root of a column's length. */
  private static final int OF_DECOMPOSITIONS = 8;

  /**
   * The bound.
   *
   * @param problem f
   * @param size of the point
   * @param nuclear Σσ of UVᵀ as it was computed and what it may be too small by, together; infinite
   *     if it is not known
   * @param sums of the residual computed at the point
   * @param curvature of the same measurements
   * @param rounding of sums over all cells
   * @return f, and F from above; 0 only where the targets and the point are 0
   */
  static PrimalBound of(
      RegularizedObjective problem,
      PointSize size,
      double nuclear,
      ResidualSums.Answer sums,
      Curvature.Answer curvature,
      BackgroundRounding rounding) {
    double n = problem.data().shape().measurements();
    double lambda = problem.lambda();
    double penalty = size.normSquared();
    double inOneScale = problem.gauge().isSquare() ? 2 * size.columns() : penalty;
    double objective = sums.value() / n + lambda * inOneScale;
    double error = error(size, sums, curvature);
    LossSums loss = sums.loss();
    double dataTerm = loss == null ? squares(sums, error, rounding) : LossBounds.upper(loss, error);
    double least = Math.min(penalty, 2 * nuclear);
    double upper = (dataTerm / n + lambda * least) * (1 + SUM_ROUNDING);
    boolean zero = sums.targetNormSquared() == 0 && upper == 0;
    return new PrimalBound(objective, zero ? 0 : upper + RoundingError.UNDERFLOW, error);
  }

  private static double squares(
      ResidualSums.Answer sums, double error, BackgroundRounding rounding) {
    double residual = Math.sqrt(sums.givenNormSquared()) + error;
    return residual * residual + unseen(sums, rounding);
  }

  /**
   * What the cells without an entry add to ‖r‖², from above; what is taken out at entries, below.
   */
  private static double unseen(ResidualSums.Answer sums, BackgroundRounding rounding) {
    ResidualSums.Unseen unseen = sums.unseen();
    return unseen == null ? 0 : unseen.all() - unseen.holes() + rounding.square();
  }

  /** At least ‖r − r̂‖. */
  private static double error(
      PointSize point, ResidualSums.Answer sums, Curvature.Answer curvature) {
    double size = point.columns();
    double matrices = Math.sqrt(curvature.givenTrace());
    int few = point.searchRank() + CONSTANT;
    double longest = few + (matrices > 0 ? curvature.weightedRoundings() / matrices : 0);
    // γ grows faster than its index: taken at the longest sum's, it serves the shorter ones too.
    double unit = RoundingError.gamma((long) Math.ceil(longest)) / longest;
    double images = unit * size * (few * matrices + curvature.weightedRoundings());
    double targets = RoundingError.gamma(CONSTANT) * Math.sqrt(sums.targetNormSquared());
    return (images + targets + size * curvature.cellError()) * (1 + SUM_ROUNDING);
  }

  /**
   * ‖UVᵀ‖_* from above, by a decomposition that was computed.
   *
   * @param point (U, V)
   * @param size of the point
   * @param product its decomposition
   * @return Σσ, raised by what it may be too small by
   */
  static double nuclear(Factors point, PointSize size, ProductSvd product) {
    double longest = Math.sqrt((double) point.rows() + point.cols());
    double roundings = OF_DECOMPOSITIONS * (point.searchRank() + CONSTANT + longest);
    double doubt = RoundingError.gamma((long) roundings) * Math.sqrt(product.values().length + 1.0);
    return product.nuclearNorm() + doubt * size.columns();
  }
}
