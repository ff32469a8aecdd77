package org.overrank.fit;

import org.jspecify.annotations.Nullable;
import org.overrank.certify.Certificate;
import org.overrank.certify.LeastCurvature;
import org.overrank.linalg.EnumWords;
import org.overrank.objective.Units;

/**
 * What a point is: of first and of second order, and against the best of any search rank.
 *
 * @param kind the verdict
 * @param reason the verdict in one sentence, with its numbers
 * @param certificate the proof at this point
 * @param gradientNorm ‖∇f‖_F
 * @param gradientTolerance up to which the point counts as stationary
 * @param curvature what is known of λ_min(∇²f); null where it was not needed
 * @param curvatureTolerance −λ_min up to which the point counts as second-order stationary
 * @param bestKnown the least f seen, here or when going on from here with more columns; NaN where
 *     nothing was tried
 */
public record PointVerdict(
    Kind kind,
    String reason,
    Certificate certificate,
    double gradientNorm,
    double gradientTolerance,
    @Nullable LeastCurvature curvature,
    double curvatureTolerance,
    double bestKnown) {
  /** Verdicts. */
  public enum Kind {
    /** Proven to be within the gap asked for of the best of any search rank. */
    GLOBAL_OPTIMUM,
    /** Second-order stationary, and above the value of another point by more than the gap. */
    BAD_LOCAL_MINIMUM,
    /** Stationary, with a direction of negative curvature. */
    STRICT_SADDLE,
    /** The gradient is not small. */
    NOT_STATIONARY,
    /** None of these could be established. */
    UNDECIDED;

    /**
     * The verdict in words.
     *
     * @return such as {@code strict saddle}
     */
    public String word() {
      return EnumWords.of(this).replace('-', ' ');
    }
  }

  /** The same verdict in user units; the reason has them already. */
  PointVerdict in(Units units) {
    LeastCurvature least =
        curvature == null
            ? null
            : new LeastCurvature(
                units.toLambda(curvature.lower()),
                units.toLambda(curvature.upper()),
                units.toLambda(curvature.largest()),
                curvature.direction(),
                curvature.boundKind(),
                curvature.failureProbability(),
                curvature.steps());
    return new PointVerdict(
        kind,
        reason,
        certificate.in(units),
        units.toGradient(gradientNorm),
        units.toGradient(gradientTolerance),
        least,
        units.toLambda(curvatureTolerance),
        units.toValue(bestKnown));
  }
}
