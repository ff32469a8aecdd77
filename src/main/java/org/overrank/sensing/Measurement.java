package org.overrank.sensing;

import java.io.Serializable;

/**
 * One measurement ⟨A, M⟩ ≈ y as tables hold it, its weight not yet folded in.
 *
 * @param matrix A
 * @param value y
 * @param weight w, positive
 */
public record Measurement(SensingMatrix matrix, double value, double weight)
    implements Serializable {}
