package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.Attack;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.ResidualSums;
import org.overrank.optim.ScaledLbfgs;
import org.overrank.optim.Solver;
import org.overrank.optim.SolverState;
import org.overrank.optim.VariableProjection;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingProblem;

/**
 * theory 2: D(s) ≤ min F from any point. A certificate that is wrong even once is worse than none.
 */
class LowerBoundTest {
  @Test
  void mayCertify_isFalseOnlyWhereTheProofFails() {
    int refused = 0;
    int proven = 0;
    for (int seed = 0; seed < 60; seed++) {
      EntryProblem problem = problem(new Random(seed), seed);
      RegularizedObjective objective =
          new RegularizedObjective(
              new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)), 0.02);
      Factors start = gaussian(problem, 4, new Random(seed));
      Factors point = descended(new VariableProjection(), objective, start, 2 + seed % 30);
      double gap;
      try (Assessment assessment = new Certifier(objective, 1).assess(point)) {
        gap = assessment.certificate().relativeGap();
      }
      for (double factor : new double[] {0.3, 0.9, 0.999, 1.001, 1.3}) {
        try (Assessment assessment = new Certifier(objective, 1).assess(point)) {
          double asked = factor * gap;
          boolean may = assessment.mayCertify(asked);
          boolean does = assessment.certificate().certifies(asked);
          assertThat(may || !does).as("seed %d, %g of the gap %g", seed, factor, gap).isTrue();
          refused += may ? 0 : 1;
          proven += does ? 1 : 0;
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
    assertThat(proven).isGreaterThan(50);
  }

  @Test
  void everyPointHasLanczosStartsOfItsOwn_andTheSamePointTheSame() {
    EntryProblem problem = EntryProblem.random(60, 50, 2, 0.5, false, 3);
    RegularizedObjective f =
        new RegularizedObjective(
            new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)), 0.002);
    Certifier certifier = new Certifier(f, 1, new ExactNorm(0));
    Factors point = gaussian(problem, 3, new Random(5));
    Certificate first = proof(certifier, point);
    Certificate again = proof(certifier, point);
    assertThat(again).isEqualTo(first);
    ResidualSums.Answer sums = f.data().evaluate(new ResidualSums(point));
    ResidualSums.Answer near = f.data().evaluate(new ResidualSums(point.times(1 + 1e-12)));
    assertThat(certifier.estimating(sums, false)).isNotEqualTo(certifier.estimating(near, false));
    assertThat(first.boundKind()).isEqualTo(BoundKind.LANCZOS);
    assertThat(first.failureProbability()).isEqualTo(Certifier.RUN_FAILURE);
  }

  private static Certificate proof(Certifier certifier, Factors point) {
    try (Assessment assessment = certifier.assess(point)) {
      return assessment.certificate();
    }
  }

  private static final int PROBLEMS = 100;
  private static final OperatorNorm EXACT = new ExactNorm(ExactNorm.DEFAULT_LIMIT);

  @Test
  void theory2_lowerBound_isNeverAboveTheOptimum() {
    neverAbove(PROBLEMS);
  }

  @Test
  @Tag("attack")
  void theory2_lowerBound_isNeverAboveTheOptimum_onThousandProblems() {
    neverAbove(Attack.share(1000));
  }

  private static void neverAbove(int problems) {
    int tight = 0;
    for (int seed = 0; seed < problems; seed++) {
      Random random = new Random(seed);
      EntryProblem problem = problem(random, seed);
      double lambda = Math.pow(10, -3 + 2.5 * random.nextDouble());
      double optimum = new ProximalGradientOracle(problem, lambda).optimum();
      RegularizedObjective objective =
          new RegularizedObjective(
              new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)), lambda);
      int width = 1 + random.nextInt(Math.min(problem.rows(), problem.cols()) + 2);
      Factors start = gaussian(problem, width, random);
      check(objective, start, optimum, seed);
      tight +=
          check(objective, descended(new VariableProjection(), objective, start, 3), optimum, seed)
              ? 1
              : 0;
      tight +=
          check(objective, descended(new VariableProjection(), objective, start, 60), optimum, seed)
              ? 1
              : 0;
    }
    // The test would be empty if the bounds were never close to what they bound.
    assertThat(tight).isGreaterThan(problems / 3);
  }

  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void theory2_lowerBound_isNeverAboveTheOptimum_forEveryKind(MeasurementKind kind) {
    int tight = 0;
    for (int seed = 0; seed < PROBLEMS; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(7);
      int cols = 1 + random.nextInt(7);
      int count = 1 + random.nextInt(60);
      SensingProblem problem = SensingProblem.random(kind, rows, cols, count, seed % 3 == 0, seed);
      double lambda = Math.pow(10, -3 + 2.5 * random.nextDouble());
      double optimum = new ProximalGradientOracle(problem, lambda).optimum();
      RegularizedObjective objective =
          new RegularizedObjective(new LocalObjective(problem.blocks(2), List.of()), lambda);
      int width = 1 + random.nextInt(Math.min(rows, cols) + 2);
      Factors start =
          new Factors(
              EntryProblem.gaussian(rows, width, random),
              EntryProblem.gaussian(cols, width, random));
      check(objective, start, optimum, seed);
      Solver solver = new ScaledLbfgs();
      tight += check(objective, descended(solver, objective, start, 5), optimum, seed) ? 1 : 0;
      tight += check(objective, descended(solver, objective, start, 150), optimum, seed) ? 1 : 0;
    }
    assertThat(tight).isGreaterThan(PROBLEMS / 3);
  }

  /** Wide, tall, weighted, noisy, rank-deficient and full of zeros in turn. */
  private static EntryProblem problem(Random random, int seed) {
    int rows = 1 + random.nextInt(9);
    int cols = 1 + random.nextInt(9);
    int rank = 1 + random.nextInt(3);
    double density = seed % 7 == 0 ? 1 : 0.2 + 0.7 * random.nextDouble();
    return EntryProblem.random(rows, cols, rank, density, seed % 3 == 0, seed);
  }

  private static Factors gaussian(EntryProblem problem, int width, Random random) {
    return new Factors(
        EntryProblem.gaussian(problem.rows(), width, random),
        EntryProblem.gaussian(problem.cols(), width, random));
  }

  private static Factors descended(
      Solver solver, RegularizedObjective objective, Factors start, int iterations) {
    SolverState state = solver.begin(objective, start);
    int left = iterations;
    while (left > 0 && state.advance() > 0) {
      left--;
    }
    return state.point();
  }

  /** Whether the exact bound came within 1 % of the optimum; fails if a bound is above it. */
  private static boolean check(
      RegularizedObjective objective, Factors point, double optimum, int seed) {
    ResidualAdjoint.Answer answer = objective.data().evaluate(new ResidualAdjoint(point));
    DualMoments moments =
        new DualMoments(
            answer.sums().residualDotTarget(),
            answer.sums().residualNormSquared(),
            answer.sums().targetNormSquared(),
            objective.data().shape().measurements());
    OperatorNorm lanczos = new LanczosNorm(Certifier.RUN_FAILURE, 1e-8, 3 + seed % 6, seed);
    double closest = 0;
    for (OperatorNorm norm : new OperatorNorm[] {EXACT, lanczos}) {
      double rounding =
          AdjointRounding.of(
              objective.data().shape(),
              answer.terms(),
              moments.residualSquaredNorm(),
              objective.curvature());
      SpectralBound enclosed = norm.enclose(answer.adjoint()).widenedBy(rounding);
      double bound = DualBound.of(moments, objective.lambda(), enclosed);
      assertThat(bound)
          .as("lower bound of problem %d by %s", seed, norm)
          .isLessThanOrEqualTo(optimum * (1 + 1e-12));
      closest = Math.max(closest, bound);
    }
    return closest >= 0.99 * optimum;
  }
}
