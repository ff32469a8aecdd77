package org.overrank.certify;

import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Matrix;

/**
 * Proofs that λ_max(S) ≤ τ for a symmetric S, by floating-point Cholesky of τI − S.
 *
 * <p>As in {@link GramCeiling}: where the factor of Ã exists, Ã + γ/(1 − γ)·tr Ã·I is positive
 * semidefinite, γ = γ_{n+4}. So with ã_ii ≤ τ − c − s_ii, rounded down, and c at least that
 * allowance, success proves S ⪯ τI. tr Ã is at most nτ + Σ|s_ii|.
 */
final class EigenCeiling {
  /** Far above n² times the smallest normal number, far below anything else: S is near 1. */
  private static final double UNDERFLOW = 0x1.0p-900;

  private final Matrix matrix;
  private final double diagonal;
  private final Cholesky cholesky;

  /**
   * Proofs for one matrix.
   *
   * @param matrix S, symmetric to the bit, not modified; its largest entry within 2^±100 or so
   */
  EigenCeiling(Matrix matrix) {
    this.matrix = matrix;
    this.cholesky = new Cholesky(matrix.rows());
    double sum = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      sum += Math.abs(matrix.get(i, i));
    }
    this.diagonal = sum * (1 + RoundingError.gamma(matrix.rows() + 1L));
  }

  /**
   * A proven upper bound of max(0, λ_max), found from a guess by growing steps.
   *
   * @param guess where it is thought to be
   * @param ceiling proven by other means
   * @param attempts most factorizations
   * @return the least that was proven, at most the ceiling
   */
  double leastProven(double guess, double ceiling, int attempts) {
    double step = slack(Math.abs(guess)) + Math.abs(guess) * 0x1.0p-40;
    double trial = Math.max(0, guess) + 2 * slack(Math.max(0, guess));
    for (int k = 0; k < attempts && trial < ceiling; k++) {
      if (proves(trial)) {
        return trial;
      }
      trial += step;
      step *= 8;
    }
    return ceiling;
  }

  /** c, rounded up. */
  private double slack(double tau) {
    int n = matrix.rows();
    double gamma = RoundingError.gamma(n + 4L);
    double trace = (n * tau + diagonal) * (1 + 8 * RoundingError.UNIT);
    return RoundingError.up(gamma / (1 - gamma) * trace * (1 + 8 * RoundingError.UNIT)) + UNDERFLOW;
  }

  /** Whether factorization proves S ⪯ τI; false says nothing. */
  boolean proves(double tau) {
    int n = matrix.rows();
    double top = RoundingError.down(tau - slack(tau));
    double[][] rows = cholesky.rows();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        rows[i][j] = -matrix.get(i, j);
      }
      rows[i][i] = Math.nextDown(top - matrix.get(i, i));
    }
    return cholesky.factorOnAllCores(n);
  }
}
