package org.overrank.data.model;

/**
 * A fitted matrix and how it came about.
 *
 * @param metadata the problem it solves
 * @param matrix the matrix
 */
public record LowRankModel(ModelMetadata metadata, LowRankMatrix matrix) {}
