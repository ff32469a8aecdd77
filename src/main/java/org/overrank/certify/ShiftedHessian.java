package org.overrank.certify;

import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Pieces;

/**
 * Proofs that no curvature is below −c, by floating-point Cholesky of H + sI.
 *
 * <p>As in {@link GramCeiling}: where the factor of Ã exists, Ã + γ/(1 − γ)·tr Ã·I is positive
 * semidefinite. So success at s proves λ_min(H) ≥ −s less that allowance, and less what the entries
 * of H may be off by.
 */
final class ShiftedHessian {
  /** Shifts tried, each twice the one before. */
  private static final int ATTEMPTS = 4;

  private final Matrix hessian;
  private final double asymmetry;

  /**
   * A Hessian on the driver.
   *
   * @param hessian H, symmetric, not modified
   * @param asymmetry the norm of what opposite entries differed by before
   */
  ShiftedHessian(Matrix hessian, double asymmetry) {
    this.hessian = hessian;
    this.asymmetry = asymmetry;
  }

  /** H x, a new array. */
  double[] times(double[] x) {
    int n = hessian.rows();
    double[] image = new double[n];
    Pieces.forEach(
        n,
        (start, end) -> {
          for (int i = start; i < end; i++) {
            image[i] = Dot.product(hessian.data(), i * n, x, 0, n);
          }
        });
    return image;
  }

  /**
   * What is known, with a proof of the lower end where that decides.
   *
   * @param seen by Lanczos on H
   * @param decided a negative curvature; nothing is to be proven where one below it was found
   * @return seen, its lower end raised to one that is proven
   */
  LeastCurvature proven(LeastCurvature seen, double decided) {
    if (seen.upper() < decided) {
      return seen;
    }
    double margin = asymmetry + SecondOrder.ROUNDING * hessian.rows() * seen.largest();
    double shift = Math.max(margin, -decided / 16);
    for (int k = 0; k < ATTEMPTS; k++, shift *= 2) {
      double allowance = allowance(shift);
      if (isPositiveDefinite(shift)) {
        return new LeastCurvature(
            -(shift + allowance + margin),
            seen.upper(),
            seen.largest(),
            seen.direction(),
            BoundKind.EXACT,
            0,
            seen.steps());
      }
    }
    return seen;
  }

  private double allowance(double shift) {
    int n = hessian.rows();
    double trace = n * shift;
    for (int i = 0; i < n; i++) {
      trace += Math.abs(hessian.get(i, i));
    }
    double gamma = RoundingError.gamma(n + 4L);
    return RoundingError.up(gamma / (1 - gamma) * trace * (1 + RoundingError.gamma(n)));
  }

  private boolean isPositiveDefinite(double shift) {
    int n = hessian.rows();
    Cholesky cholesky = new Cholesky(n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(hessian.data(), i * n + i, cholesky.rows()[i], i, n - i);
      cholesky.rows()[i][i] = Math.nextDown(hessian.get(i, i) + shift);
    }
    return cholesky.factorOnAllCores(n);
  }
}
