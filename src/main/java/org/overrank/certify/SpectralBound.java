package org.overrank.certify;

/**
 * An interval that holds ‖G‖_op.
 *
 * @param lower at most ‖G‖_op, not negative
 * @param upper at least ‖G‖_op, finite
 * @param kind what the upper end rests on
 * @param failureProbability probability that upper is too small, 0 when exact
 * @param steps Lanczos steps taken, each one product with G and one with Gᵀ
 */
public record SpectralBound(
    double lower, double upper, BoundKind kind, double failureProbability, int steps) {
  /** Checks that the ends are in order. */
  public SpectralBound {
    if (!(lower >= 0 && lower <= upper && upper < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("not an interval of a norm: " + lower + " to " + upper);
    }
  }

  /**
   * How wide the interval is.
   *
   * @return (upper − lower)/upper, 0 for G = 0
   */
  public double relativeWidth() {
    return upper == 0 ? 0 : (upper - lower) / upper;
  }

  /**
   * The bound of a nearby operator.
   *
   * @param distance at least the spectral distance of the two, not negative
   * @return the interval widened by it on both sides
   */
  public SpectralBound widenedBy(double distance) {
    return new SpectralBound(
        Math.max(0, Math.nextDown(lower - distance)),
        Math.nextUp(upper + distance),
        kind,
        failureProbability,
        steps);
  }

  /**
   * The same where more is known.
   *
   * @param least at most ‖G‖_op
   * @return the interval without what lies below that
   */
  SpectralBound raisedTo(double least) {
    return new SpectralBound(
        Math.max(lower, least), Math.max(upper, least), kind, failureProbability, steps);
  }

  /**
   * The same interval, with the chance that any of several does not hold.
   *
   * @param probability at least this bound's own
   * @return the interval
   */
  SpectralBound withFailureProbability(double probability) {
    return new SpectralBound(lower, upper, kind, probability, steps);
  }
}
