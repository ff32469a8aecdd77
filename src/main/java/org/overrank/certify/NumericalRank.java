package org.overrank.certify;

import org.overrank.objective.ResidualSums;

/**
 * The rank of UVᵀ as far as a gap tells it: the directions that would still grow at half their
 * size, by more than the gap allows.
 *
 * <p>Let (σ, p, q) be a singular triplet of M and κ = ‖A(M)‖²/(N‖M‖²), which stands for
 * ‖A(pqᵀ)‖²/N. Removing it changes F by σ·(κσ − 2λ(1 − π)) with the pull π = −pᵀGq/(2λ), that is by
 * 2λσ(π′ − 1), where π′ = π + κσ/(2λ) is the pull halfway to its removal. At a stationary point π =
 * 1 where a direction is in use, so π′ &gt; 1 however small it is; π &lt; 1 where it dies, and π′
 * &lt; 1 once it is small. A relative gap g cannot tell ν, nor a pull, from 1 by less than
 * gF/(2λ‖M‖_*), as the bound at ν = 1 + ε is lower by 2λ‖M‖_*·ε to first order (theory, section 2):
 * π′ must be larger by that. Where the zero matrix is as good, the rank is 0. A gap above {@value
 * #COARSEST} says nothing of ranks: that is taken instead.
 *
 * @param sums of the residual
 * @param measurements N
 * @param lambda λ
 */
record NumericalRank(ResidualSums.Answer sums, double measurements, double lambda) {
  /** A larger gap says nothing of ranks. */
  private static final double COARSEST = 1e-3;

  /** A smaller one is rounding. */
  private static final double FINEST = 1e-12;

  /** The share of F that a gap leaves open. */
  static double noise(double gap) {
    return Math.min(COARSEST, Math.max(FINEST, gap));
  }

  /** Whether the zero matrix is as good. */
  boolean isZero(double[] values, double convexObjective, double noise) {
    return values[0] == 0 || sums.targetNormSquared() / measurements <= convexObjective + noise;
  }

  /**
   * The rank of a matrix that is not zero.
   *
   * @param values σ, descending
   * @param pulls π of each
   * @param noise what of F the gap leaves open
   * @return at least 1
   */
  int of(double[] values, double[] pulls, double noise) {
    double image =
        sums.residualNormSquared() + 2 * sums.residualDotTarget() + sums.targetNormSquared();
    double square = 0;
    double sum = 0;
    for (double value : values) {
      square += (value / values[0]) * (value / values[0]);
      sum += value / values[0];
    }
    double curvature = image / measurements / square / values[0];
    double allowed = noise / sum / values[0];
    int rank = 0;
    for (int k = 0; k < values.length; k++) {
      double growth = curvature * (values[k] / values[0]) - 2 * lambda * (1 - pulls[k]);
      rank += growth > allowed ? 1 : 0;
    }
    return Math.max(1, rank);
  }
}
