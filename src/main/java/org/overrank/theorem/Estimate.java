package org.overrank.theorem;

import org.overrank.landscape.SampleMean;

/**
 * An expectation by its formula and by draws.
 *
 * @param exact the formula's value
 * @param mean the mean of the draws
 * @param standardError of the mean
 */
public record Estimate(double exact, double mean, double standardError) {
  static Estimate of(double exact, SampleMean draws) {
    return new Estimate(exact, draws.mean(), draws.standardError());
  }
}
