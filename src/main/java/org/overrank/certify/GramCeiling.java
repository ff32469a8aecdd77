package org.overrank.certify;

import org.overrank.linalg.Cholesky;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.Matrix;

/**
 * Proofs that ‖G‖ ≤ σ, by floating-point Cholesky of σ²I − S for the computed S ≈ GGᵀ.
 *
 * <p>Let R be what Cholesky leaves of Ã. Whatever the order of its sums, RᵀR = Ã + Δ with |Δ_ij| ≤
 * γ/(1 − γ)·√(ã_ii·ã_jj), so ‖Δ‖ ≤ c = γ/(1 − γ)·tr Ã and Ã + cI is positive semidefinite as soon
 * as R exists (Rump 2006; γ = γ_{n+4}, two roundings more than his, because the pivot row is scaled
 * by a rounded reciprocal). Forming S from products of at most k terms errs by at most γ_k·|G||Gᵀ|,
 * in norm at most e = γ_k·‖G‖_F². So with ã_ii ≤ σ² − c − e − s_ii, rounded down, success proves
 * GGᵀ ≤ σ²I. Underflow adds less than the last term of {@link #slack}.
 */
final class GramCeiling {
  /** Far above n² times the smallest normal number, far below anything else: entries are near 1. */
  private static final double UNDERFLOW = 0x1.0p-900;

  private final Matrix gram;
  private final double trace;
  private final double formation;
  private final Cholesky cholesky;

  private GramCeiling(Matrix gram, double trace, double formation) {
    this.gram = gram;
    this.trace = trace;
    this.formation = formation;
    this.cholesky = new Cholesky(gram.rows());
  }

  /** Forms S; the entries of g lie within 2^±100 or so. */
  static GramCeiling of(ExplicitOperator g) {
    double trace = g.frobeniusNormSquared() * (1 + 16 * RoundingError.UNIT);
    double formation =
        RoundingError.gamma(g.longestInnerProduct()) * trace * (1 + 8 * RoundingError.UNIT);
    return new GramCeiling(g.gramOfShorterSide(), trace, formation);
  }

  /** At least ‖G‖_F. */
  double frobenius() {
    return RoundingError.up(Math.sqrt(trace));
  }

  /**
   * A proven upper bound, as near to the lower one as the allowances let it, give or take a width.
   *
   * @param lower at most ‖G‖
   * @param guess where the norm is thought to be, at least lower
   * @param width relative precision at which to stop
   * @param attempts most factorizations
   */
  double leastProven(double lower, double guess, double width, int attempts) {
    double enough = above(lower) * (1 + width);
    double proven = frobenius();
    double failed = lower;
    double trial = above(guess) < proven ? above(guess) : lower + (proven - lower) / 2;
    for (int k = 0; k < attempts && proven > enough && proven > failed * (1 + width / 4); k++) {
      if (proves(trial)) {
        proven = trial;
      } else {
        failed = trial;
      }
      trial = next(lower, failed, proven);
    }
    return proven;
  }

  /** Upwards by growing steps until something is proven, then between the two. */
  private double next(double lower, double failed, double proven) {
    double least = Math.max(failed - lower, above(lower) - lower);
    if (proven == frobenius()) {
      return Math.min(lower + 8 * least, failed + (proven - failed) / 2);
    }
    return lower + Math.sqrt(least * (proven - lower));
  }

  /** Just high enough that the allowances of the proof do not make it fail. */
  private double above(double sigma) {
    double square = sigma * sigma;
    return Math.sqrt(square + 2 * slack(square)) * (1 + 8 * RoundingError.UNIT);
  }

  /** c + e, rounded up. */
  private double slack(double square) {
    int n = gram.rows();
    double gamma = RoundingError.gamma(n + 4L);
    double shift = gamma / (1 - gamma) * (n * square) * (1 + 8 * RoundingError.UNIT);
    return RoundingError.up(shift + formation) + UNDERFLOW;
  }

  /** Whether factorization proves ‖G‖ ≤ σ; false says nothing. */
  boolean proves(double sigma) {
    int n = gram.rows();
    double square = RoundingError.down(sigma * sigma);
    double top = RoundingError.down(square - slack(square));
    double[][] rows = cholesky.rows();
    double[] s = gram.data();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        rows[i][j] = -s[i * n + j];
      }
      rows[i][i] = Math.nextDown(top - s[i * n + i]);
    }
    return cholesky.factorOnAllCores(n);
  }
}
