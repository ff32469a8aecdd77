package org.overrank.certify;

import org.overrank.linalg.GramLanczos;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.SymmetricLanczos;

/**
 * ‖G‖_op by Lanczos from two independent random starts: lower end a Ritz value, upper end a bound
 * that holds but for a chosen probability (see {@link RitzInterval}).
 *
 * <p>Both starts must be unlucky for the upper end to be too small, so each may fail with the
 * square root of the probability. Steps are taken until the interval is as narrow as asked, or the
 * limit is reached: the interval is honest in both cases. It is not proven against rounding; an
 * allowance of relative size max(1e-12, (m + n)·u) is added for it.
 *
 * @param failureProbability chance that the upper end is too small, in (0, 1)
 * @param relativeWidth when to stop: (upper − lower)/upper
 * @param maxSteps most steps, at least 1
 * @param seed seed of the starts
 */
public record LanczosNorm(double failureProbability, double relativeWidth, int maxSteps, long seed)
    implements OperatorNorm {
  private static final int STARTS = 2;
  private static final long STREAM = 0x4c616e637aL;
  private static final double LEAST_ALLOWANCE = 1e-12;

  /** Checks the ranges. */
  public LanczosNorm {
    if (!(failureProbability > 0 && failureProbability < 1)) {
      throw new IllegalArgumentException("probability " + failureProbability);
    }
    if (!(relativeWidth >= 0) || maxSteps < 1) {
      throw new IllegalArgumentException("width " + relativeWidth + ", steps " + maxSteps);
    }
  }

  @Override
  public SpectralBound enclose(LinearOperator g) {
    var lanczos = new GramLanczos(g, STARTS, maxSteps, seed, STREAM);
    double s = RitzInterval.threshold(StrictMath.pow(failureProbability, 1.0 / STARTS), g.cols());
    double allowance = allowance(g);
    SpectralBound bound = null;
    while (lanczos.step()) {
      bound = bound(lanczos, s, allowance);
      if (bound.relativeWidth() <= relativeWidth) {
        return bound;
      }
    }
    if (bound == null) {
      throw new IllegalArgumentException("an empty operator has no norm to estimate");
    }
    return bound;
  }

  private static double allowance(LinearOperator g) {
    return Math.max(LEAST_ALLOWANCE, ((double) g.rows() + g.cols()) * RoundingError.UNIT);
  }

  private SpectralBound bound(GramLanczos lanczos, double s, double allowance) {
    double lower = 0;
    double upper = 0;
    for (SymmetricLanczos recurrence : lanczos.recurrences()) {
      RitzInterval ritz = RitzInterval.of(recurrence, lanczos.exponent());
      lower = Math.max(lower, ritz.lower());
      upper = Math.max(upper, ritz.upper(s));
    }
    return new SpectralBound(
        lower * (1 - allowance),
        upper * (1 + allowance),
        BoundKind.LANCZOS,
        failureProbability,
        lanczos.steps());
  }
}
