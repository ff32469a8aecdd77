package org.overrank.certify;

import org.overrank.linalg.Matrix;

/**
 * Where ‖G‖_op is, by a Lanczos recurrence.
 *
 * @param lower a Ritz value: at most ‖G‖_op, but for rounding
 * @param near where the norm seems to be; it may be wrong
 * @param vector the right Ritz vector, n × 1, not modified
 * @param steps Lanczos steps taken
 */
public record NormGuess(double lower, double near, Matrix vector, int steps) {}
