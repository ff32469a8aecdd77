package org.overrank.certify;

/**
 * The sums over the measurements that a dual bound needs; weights are folded into r and y.
 *
 * @param residualDotTarget ⟨r, y⟩, correct to a few units in the last place of ‖r‖·‖y‖
 * @param residualSquaredNorm ‖r‖², correct to a few units in the last place
 * @param targetSquaredNorm ‖y‖²
 * @param measurements N, at least 1
 */
public record DualMoments(
    double residualDotTarget,
    double residualSquaredNorm,
    double targetSquaredNorm,
    long measurements) {
  /** Checks that the sums are finite and possible. */
  public DualMoments {
    if (!Double.isFinite(residualDotTarget)
        || !(residualSquaredNorm >= 0 && residualSquaredNorm < Double.POSITIVE_INFINITY)
        || !(targetSquaredNorm >= 0 && targetSquaredNorm < Double.POSITIVE_INFINITY)
        || measurements < 1) {
      throw new ArithmeticException(
          "dual bound: <r,y> = "
              + residualDotTarget
              + ", |r|^2 = "
              + residualSquaredNorm
              + ", |y|^2 = "
              + targetSquaredNorm
              + ", N = "
              + measurements);
    }
  }
}
