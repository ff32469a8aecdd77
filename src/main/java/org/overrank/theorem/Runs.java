package org.overrank.theorem;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.EscapeRule;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;

/**
 * Runs on one problem, all alike but for search rank, start and seed.
 *
 * @param objective the measurements
 * @param lambda λ
 * @param relativeGap the gap that counts as certified
 * @param maxPasses budget of one run
 */
record Runs(Objective objective, double lambda, double relativeGap, long maxPasses) {
  /** A run from a random start. */
  FitResult from(int searchRank, long seed, boolean escape) {
    return run(OptionalInt.of(searchRank), null, seed, maxPasses, escape);
  }

  /** A run from a random start that ends after so many passes. */
  FitResult shortened(int searchRank, long seed, long passes) {
    return run(OptionalInt.of(searchRank), null, seed, passes, false);
  }

  /** A run from a point. */
  FitResult from(Factors point) {
    return run(OptionalInt.of(point.searchRank()), point, 1, maxPasses, false);
  }

  /** The best that can be had. */
  FitResult best() {
    return run(OptionalInt.empty(), null, 1, maxPasses, false);
  }

  boolean isCertified(FitResult result) {
    return result.certificate().certifies(relativeGap);
  }

  private FitResult run(
      OptionalInt searchRank, @Nullable Factors start, long seed, long passes, boolean escape) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .searchRank(searchRank)
            .solver(SolverKind.SCALED_LBFGS)
            .warmStart(start)
            .seed(seed)
            .relativeGap(relativeGap)
            .maxPasses(passes)
            .escape(escape ? EscapeRule.AUTO : EscapeRule.NEVER)
            .build();
    return new Fit(objective, settings, row -> {}).run();
  }
}
