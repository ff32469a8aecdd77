package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.sensing.EntryProblem;

/** A rank is as good as the gap: what is above the noise that the gap allows. */
class RankTest {
  private static final EntryProblem PROBLEM = EntryProblem.random(60, 50, 3, 0.6, false, 8);
  private static final Objective DATA =
      new LocalObjective(PROBLEM.blocks(2), PROBLEM.transposed().blocks(2));

  private static FitResult fit(double lambda, double gap, OptionalInt searchRank) {
    return new Fit(
            DATA,
            FitSettings.builder()
                .lambda(lambda)
                .searchRank(searchRank)
                .solver(SolverKind.VARIABLE_PROJECTION)
                .relativeGap(gap)
                .maxPasses(4000)
                .build(),
            row -> {})
        .run();
  }

  /** The least λ at which the zero matrix is the answer. */
  private static double largestLambda() {
    Factors zero = Factors.zeros(60, 50, 1);
    RegularizedObjective f = new RegularizedObjective(DATA, 1);
    try (Assessment assessment = new Certifier(f, 1).assess(zero)) {
      Matrix g = assessment.adjoint().times(Matrix.identity(50));
      return Svd.of(g).values()[0] / 2;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-6})
  void alongAPathTheRankGrowsToThatOfTheTruth_andIsZeroWhereTheAnswerIs(double gap) {
    double largest = largestLambda();
    for (double share : new double[] {1.0, 1.001, 1.5}) {
      FitResult nothing = fit(share * largest, gap, OptionalInt.empty());
      assertThat(nothing.rank()).as("lambda %s of the largest", share).isZero();
      assertThat(fit(share * largest, gap, OptionalInt.of(40)).rank()).isZero();
    }
    int before = 0;
    for (double share = 0.9; share > 0.05; share *= 0.7) {
      FitResult result = fit(share * largest, gap, OptionalInt.of(30));
      assertThat(result.certificate().certifies(gap)).isTrue();
      assertThat(result.rank()).as("%s of the largest lambda", share).isBetween(before, 3);
      assertThat(fit(share * largest, gap, OptionalInt.empty()).rank()).isEqualTo(result.rank());
      before = result.rank();
    }
    assertThat(before).isEqualTo(3);
  }
}
