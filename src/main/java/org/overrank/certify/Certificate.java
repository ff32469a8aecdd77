package org.overrank.certify;

/**
 * How far a point can be from the best of ANY search rank (theory, section 2).
 *
 * @param objective f(U,V), at least F(UVᵀ)
 * @param convexObjective F(UVᵀ), the value of the convex twin, never above f
 * @param lowerBound D ≤ min F
 * @param relativeGap (F − D)/F in [0, 1]; 0 where F is 0
 * @param nuLower at most ‖G‖_op/(2λ)
 * @param nuUpper at least ‖G‖_op/(2λ)
 * @param boundKind what lowerBound, relativeGap and nuUpper rest on
 * @param failureProbability probability that they do not hold, 0 when exact
 * @param steps Lanczos steps that the norm took
 */
public record Certificate(
    double objective,
    double convexObjective,
    double lowerBound,
    double relativeGap,
    double nuLower,
    double nuUpper,
    BoundKind boundKind,
    double failureProbability,
    int steps) {
  /** How far D may exceed F before it is a contradiction and not rounding. */
  private static final double CONTRADICTION = 1e-9;

  /**
   * Puts a certificate together.
   *
   * @param objective f(U,V)
   * @param convexObjective F(UVᵀ) as computed; where rounding puts it above f, f is taken
   * @param moments sums over the measurements, of the same residual as the norm
   * @param lambda λ &gt; 0
   * @param norm encloses ‖G‖_op
   * @return the certificate
   * @throws ArithmeticException if a value is not finite, or the lower bound contradicts F
   */
  public static Certificate of(
      double objective,
      double convexObjective,
      DualMoments moments,
      double lambda,
      SpectralBound norm) {
    double f = Math.min(objective, convexObjective);
    if (!(f >= 0 && objective < Double.POSITIVE_INFINITY)) {
      throw new ArithmeticException(
          "certificate of objective " + objective + ", convex " + convexObjective);
    }
    double bound = DualBound.of(moments, lambda, norm);
    if (bound > f * (1 + CONTRADICTION)) {
      throw new ArithmeticException("lower bound " + bound + " above the objective " + f);
    }
    double gap = f == 0 ? 0 : Math.max(0, (f - bound) / f);
    return new Certificate(
        objective,
        f,
        bound,
        gap,
        Math.max(0, Math.nextDown(norm.lower() / (2 * lambda))),
        Math.nextUp(norm.upper() / (2 * lambda)),
        norm.kind(),
        norm.failureProbability(),
        norm.steps());
  }

  /**
   * Whether the point is proven to be within a relative gap.
   *
   * @param asked the relative gap asked for
   * @return relativeGap ≤ asked
   */
  public boolean certifies(double asked) {
    return relativeGap <= asked;
  }

  /**
   * ν = ‖G‖_op/(2λ), its proven upper end; 1 at an optimum other than zero.
   *
   * @return nuUpper
   */
  public double nu() {
    return nuUpper;
  }
}
