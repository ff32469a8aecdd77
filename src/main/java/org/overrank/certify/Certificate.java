package org.overrank.certify;

import org.overrank.objective.Units;

/**
 * How far a point can be from the best of ANY search rank (theory, section 2).
 *
 * @param objective f(U,V), as computed
 * @param convexObjective at least F(UVᵀ), the value of the convex twin; above f by rounding at most
 * @param lowerBound D ≤ min F
 * @param relativeGap (F − D)/F in [0, 1], of these two; 0 where F is 0
 * @param nuLower at most ‖G‖_op/(2λ)
 * @param nuUpper at least ‖G‖_op/(2λ)
 * @param boundKind what lowerBound, relativeGap and nuUpper rest on
 * @param failureProbability probability that they, or those of another proof of the same run, do
 *     not hold; 0 when exact
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
  /**
   * Puts a certificate together.
   *
   * @param value of the point
   * @param bound D ≤ min F, of that norm
   * @param lambda λ &gt; 0
   * @param norm encloses ‖G‖_op
   * @return the certificate
   * @throws ArithmeticException if a value is not finite, or the lower bound is above F: as both
   *     are rounded away from each other, by a norm that was under-estimated against all odds only
   */
  static Certificate of(PrimalBound value, double bound, double lambda, SpectralBound norm) {
    double f = value.upper();
    if (!(f >= 0 && f < Double.POSITIVE_INFINITY && Double.isFinite(value.objective()))) {
      throw new ArithmeticException(
          "certificate of objective " + value.objective() + ", convex " + f);
    }
    if (bound > f) {
      throw new ArithmeticException("lower bound " + bound + " above the objective " + f);
    }
    return new Certificate(
        value.objective(),
        f,
        bound,
        gap(f, bound),
        Math.max(0, Math.nextDown(norm.lower() / (2 * lambda))),
        Math.nextUp(norm.upper() / (2 * lambda)),
        norm.kind(),
        norm.failureProbability(),
        norm.steps());
  }

  /**
   * A relative gap.
   *
   * @param value at least F ≥ 0
   * @param bound at most min F
   * @return (value − bound)/value, rounded up; 0 where both are 0
   */
  static double gap(double value, double bound) {
    return value == bound ? 0 : Math.nextUp((value - bound) / value);
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

  /**
   * The same certificate of a problem in the units of its user.
   *
   * @param units of the problem
   * @return the values in user units; ratios stay
   * @throws org.overrank.linalg.InvalidInputException if doubles cannot hold them
   */
  public Certificate in(Units units) {
    return new Certificate(
        units.toValue(objective),
        units.toObjective(convexObjective),
        units.toValue(lowerBound),
        relativeGap,
        nuLower,
        nuUpper,
        boundKind,
        failureProbability,
        steps);
  }
}
