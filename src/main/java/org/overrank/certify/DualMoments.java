package org.overrank.certify;

/**
 * The sums over the measurements that a dual bound needs; weights are folded into r and y.
 *
 * @param residualDotTarget ⟨r, y⟩, correct to a few units in the last place of ‖r‖·‖y‖
 * @param residualSquaredNorm ‖r‖², correct to a few units in the last place
 * @param targetSquaredNorm ‖y‖²
 * @param measurements N, at least 1
 * @param rounding how far the first two can be off besides, with a background
 */
public record DualMoments(
    double residualDotTarget,
    double residualSquaredNorm,
    double targetSquaredNorm,
    long measurements,
    BackgroundRounding rounding) {
  /**
   * Sums over measurements that are given.
   *
   * @param residualDotTarget ⟨r, y⟩
   * @param residualSquaredNorm ‖r‖²
   * @param targetSquaredNorm ‖y‖²
   * @param measurements N
   */
  public DualMoments(
      double residualDotTarget,
      double residualSquaredNorm,
      double targetSquaredNorm,
      long measurements) {
    this(
        residualDotTarget,
        residualSquaredNorm,
        targetSquaredNorm,
        measurements,
        BackgroundRounding.NONE);
  }

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
