package org.overrank.certify;

import org.overrank.objective.Factors;

/**
 * What is known of λ_min(∇²f) at a point.
 *
 * @param lower at most λ_min, but for the failure probability and rounding
 * @param upper at least λ_min, up to rounding: the curvature along {@code direction}
 * @param largest the largest curvature found, to compare with
 * @param direction (P, Q) of norm 1 with the curvature {@code upper}
 * @param boundKind whether {@code lower} is of the whole spectrum or by Lanczos
 * @param failureProbability that {@code lower} does not hold; 0 where the spectrum is known
 * @param steps Lanczos steps, 0 where there were none
 */
public record LeastCurvature(
    double lower,
    double upper,
    double largest,
    Factors direction,
    BoundKind boundKind,
    double failureProbability,
    int steps) {}
