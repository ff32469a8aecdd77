package org.overrank.fit;

/**
 * A weight of cells that are not in the table, on the way to a choice.
 *
 * @param unobservedWeight α0
 * @param lambda the best λ with it
 * @param ranking how good the lists were at that λ, by the choice's metric
 * @param passes over the measurements until that was known
 */
public record WeightTrial(double unobservedWeight, double lambda, double ranking, long passes) {}
