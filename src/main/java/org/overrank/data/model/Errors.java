package org.overrank.data.model;

import java.util.Optional;

/**
 * How far predictions are off.
 *
 * @param count how many there are, at least 1
 * @param rmse root of the mean square error, in the units of the values
 * @param standardError of the same, from the differences of the squares
 * @param mae mean absolute error, in the units of the values
 * @param r2 1 − Σ(y − ŷ)²/Σ(y − ȳ)², or empty where all values are the same
 */
public record Errors(
    long count, double rmse, double standardError, double mae, Optional<Double> r2) {}
