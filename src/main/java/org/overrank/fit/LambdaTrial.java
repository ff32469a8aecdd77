package org.overrank.fit;

/**
 * One λ that was tried on the way to a choice, as far as telling it from others takes: nothing is
 * proven of its answer.
 *
 * @param lambda λ, for the measurements that were not held out
 * @param trainRmse error on those, in the units of the input
 * @param holdoutRmse error on those that were
 * @param rank how many singular values of the answer are above a thousandth of the largest
 * @param passes over the measurements that it took
 */
public record LambdaTrial(
    double lambda, double trainRmse, double holdoutRmse, int rank, long passes) {}
