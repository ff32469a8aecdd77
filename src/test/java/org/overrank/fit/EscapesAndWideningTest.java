package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.Attack;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.landscape.CutCosts;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.MaxCut;
import org.overrank.landscape.TrappingCosts;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.StopReason;
import org.overrank.sensing.EntryProblem;

/** Searches that are too narrow find what the certificate sees (theory, section 3, "Escape"). */
class EscapesAndWideningTest {
  private static final double GAP = 1e-3;
  private static final long BUDGET = 2000;
  private static final int SEEDS = Attack.share(8);

  private static FitResult fit(
      Objective data, double lambda, OptionalInt searchRank, SolverKind solver, long seed) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .searchRank(searchRank)
            .solver(solver)
            .seed(seed)
            .relativeGap(GAP)
            .maxPasses(BUDGET)
            .build();
    return new Fit(
            data,
            settings.toBuilder()
                .escape(searchRank.isPresent() ? EscapeRule.AUTO : EscapeRule.NEVER)
                .build(),
            row -> {})
        .run();
  }

  private static void requireCertified(FitResult result, String what) {
    assertThat(result.certificate().certifies(GAP))
        .as("%s: %s, %s", what, result.stopReason(), result.certificate())
        .isTrue();
    assertThat(result.passes()).as(what).isLessThanOrEqualTo(BUDGET);
  }

  @Test
  void aClusterAtTheOptimum_isNoReasonToGiveUp() {
    cluster(1, SolverKind.SCALED_LBFGS);
  }

  @Test
  @Tag("attack")
  void aClusterAtTheOptimum_isNoReasonToGiveUp_fromEverySeed() {
    cluster(SEEDS, SolverKind.VARIABLE_PROJECTION, SolverKind.SCALED_LBFGS);
  }

  /** 300 × 200, an answer of rank 50 and 51 singular values of G within 0.5 % of 2λ. */
  private static void cluster(int seeds, SolverKind... solvers) {
    EntryProblem problem = slowlyDecaying(300, 200);
    Objective data = new LocalObjective(problem.blocks(2), problem.transposed().blocks(2));
    double lambda = 4e-4;
    int rank = 50;
    requireCluster(data, lambda, 20);
    for (long seed = 1; seed <= seeds; seed++) {
      for (SolverKind solver : solvers) {
        String what = solver + ", seed " + seed;
        requireCertified(fit(data, lambda, OptionalInt.empty(), solver, seed), what);
        OptionalInt narrow = OptionalInt.of(rank - 5);
        requireCertified(fit(data, lambda, narrow, solver, seed), what + ", escapes");
      }
    }
  }

  private static void requireCluster(Objective data, double lambda, int least) {
    FitResult best = fit(data, lambda, OptionalInt.of(80), SolverKind.VARIABLE_PROJECTION, 1);
    RegularizedObjective f = new RegularizedObjective(data, lambda);
    try (Assessment assessment = new Certifier(f, 1).assess(best.factors())) {
      Svd svd = Svd.of(assessment.adjoint().times(Matrix.identity(200)));
      int near = 0;
      for (double sigma : svd.values()) {
        near += sigma >= 2 * lambda * (1 - 5e-3) ? 1 : 0;
      }
      assertThat(near).isGreaterThanOrEqualTo(least);
    }
  }

  private static EntryProblem slowlyDecaying(int rows, int cols) {
    Random random = new Random(5);
    Matrix left = EntryProblem.gaussian(rows, 80, random);
    Matrix right = EntryProblem.gaussian(cols, 80, random);
    for (int k = 0; k < 80; k++) {
      for (int j = 0; j < cols; j++) {
        right.set(j, k, right.get(j, k) / (1 + 0.3 * k));
      }
    }
    List<EntryProblem.Entry> entries = new ArrayList<>();
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < cols; b++) {
        if (random.nextDouble() < 0.3) {
          double value = EntryProblem.dot(left, a, right, b) + 0.3 * random.nextGaussian();
          entries.add(new EntryProblem.Entry(a, b, 1, value));
        }
      }
    }
    return new EntryProblem(rows, cols, entries);
  }

  @Test
  void cutsFromOneColumn_areCertifiedWithLittleMoreThanAWideSearchTakes() {
    cuts(1);
  }

  @Test
  @Tag("attack")
  void cutsFromOneColumn_areCertifiedWithLittleMoreThanAWideSearchTakes_fromEverySeed() {
    cuts(SEEDS);
  }

  private static void cuts(int seeds) {
    for (CutCosts costs : List.of(new CutCosts.Gaussian(1), new TrappingCosts(4, 1))) {
      LocalProblem problem = LocalProblem.of(new MaxCut(100, costs));
      double lambda = problem.lambda().orElseThrow();
      long wide = 0;
      long escaping = 0;
      for (long seed = 1; seed <= seeds; seed++) {
        FitResult auto = cut(problem, lambda, OptionalInt.empty(), seed);
        FitResult one = cut(problem, lambda, OptionalInt.of(1), seed);
        FitResult two = cut(problem, lambda, OptionalInt.of(2), seed);
        requireCertified(auto, costs + " auto, seed " + seed);
        requireCertified(one, costs + " from R = 1, seed " + seed);
        requireCertified(two, costs + " from R = 2, seed " + seed);
        wide += auto.passes();
        escaping += one.passes();
      }
      assertThat((double) escaping / wide).as("%s", costs).isLessThanOrEqualTo(1.5);
    }
  }

  private static FitResult cut(LocalProblem problem, double lambda, OptionalInt rank, long seed) {
    return fit(problem.objective(), lambda, rank, SolverKind.SCALED_LBFGS, seed);
  }

  /** Widening and escapes find the same in a table and in its transpose. */
  @ParameterizedTest
  @CsvSource({"10, 40, 0.01", "6, 40, 0.01", "12, 50, 0.004", "13, 80, 0.004"})
  void aWideTableIsAsItsTranspose(int rows, int cols, double lambda) {
    EntryProblem wide = EntryProblem.random(rows, cols, 4, 0.8, false, rows);
    for (EntryProblem each : new EntryProblem[] {wide, wide.transposed()}) {
      Objective data = new LocalObjective(each.blocks(2), each.transposed().blocks(2));
      for (SolverKind solver :
          new SolverKind[] {SolverKind.VARIABLE_PROJECTION, SolverKind.SCALED_LBFGS}) {
        FitSettings settings =
            FitSettings.builder()
                .lambda(lambda)
                .solver(solver)
                .searchRank(1)
                .escape(EscapeRule.AUTO)
                .build();
        assertThat(new Fit(data, settings, row -> {}).run().stopReason())
            .isEqualTo(StopReason.CERTIFIED);
      }
    }
  }
}
