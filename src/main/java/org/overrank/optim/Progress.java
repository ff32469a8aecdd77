package org.overrank.optim;

import org.overrank.objective.Factors;

/**
 * Where a run stands after an iteration.
 *
 * @param iteration iterations so far, 0 at the start
 * @param passes passes over the measurements so far
 * @param point (U, V)
 * @param value f
 * @param gradientNorm ‖∇f‖_F
 * @param step length of the last step, 0 if there was none
 */
public record Progress(
    int iteration, long passes, Factors point, double value, double gradientNorm, double step) {}
