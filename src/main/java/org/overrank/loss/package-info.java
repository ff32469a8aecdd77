/**
 * Losses ℓ(m, y), convex in the prediction m: value, slope, curvature and conjugate (theory,
 * section 9). Nothing here knows measurements.
 */
@NullMarked
package org.overrank.loss;

import org.jspecify.annotations.NullMarked;
