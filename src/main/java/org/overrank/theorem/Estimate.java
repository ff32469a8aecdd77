package org.overrank.theorem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.overrank.landscape.SampleMean;

/**
 * An expectation by its formula and by draws.
 *
 * @param exact the formula's value, or null where there is none
 * @param mean the mean of the draws
 * @param standardError of the mean
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(@Nullable Double exact, double mean, double standardError) {
  static Estimate of(@Nullable Double exact, SampleMean draws) {
    return new Estimate(exact, draws.mean(), draws.standardError());
  }
}
