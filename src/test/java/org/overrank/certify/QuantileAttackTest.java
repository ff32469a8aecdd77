package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overrank.Attack;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.loss.QuantileLoss;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Units;
import org.overrank.sensing.LossProblem;

/**
 * theory 9: quantiles on every kind of measurement, certified by slopes of something smoother, and
 * compared with a method that minimises the loss itself.
 *
 * <p>Many more: {@code mvn -B -Pattack -Dtest=QuantileAttackTest}.
 */
class QuantileAttackTest {
  private static final int PROBLEMS = 12;
  private static final int ITERATIONS = 4000;
  private static final double GAP = 1e-3;

  private static final double PROVEN = 1.0;

  /** Values that were computed here and there differ by rounding. */
  private static final double ROUNDING = 1e-9;

  /** How near the reference is to the optimum at least, where it can be told. */
  private static final double REFERENCE = 1e-4;

  private static final double[] LEVELS = {0.5, 0.1, 0.9};

  private final ProofCheck proofs = new ProofCheck(ROUNDING);
  private int proven;

  @Test
  void noCertificateOfAQuantileLies() {
    attack(0, PROBLEMS);
  }

  @Test
  @Tag("attack")
  void noCertificateOfAQuantileLies_manyMore() {
    attack(PROBLEMS, PROBLEMS + Attack.share(1_000));
  }

  private void attack(int first, int last) {
    for (int seed = first; seed < last; seed++) {
      attack(problem(seed), new Random(seed));
    }
    proofs.assertNoneIsWrong();
    assertThat(proven)
        .as("of %d fits", last - first)
        .isGreaterThanOrEqualTo((int) (PROVEN * (last - first)));
  }

  private static LossProblem problem(int seed) {
    Random random = new Random(seed);
    return LossProblem.random(
        LossProblem.KINDS.get(seed % LossProblem.KINDS.size()),
        QuantileLoss.of(LEVELS[seed % LEVELS.length]).forTargets(4),
        2 + random.nextInt(6),
        2 + random.nextInt(6),
        10 + random.nextInt(50),
        random.nextBoolean(),
        seed);
  }

  private void attack(LossProblem problem, Random random) {
    QuantileOracle any = new QuantileOracle(problem, 1);
    double lambda = any.largest() * Math.pow(10, -0.02 - 1.5 * random.nextDouble());
    QuantileOracle oracle = new QuantileOracle(problem, lambda);
    double minimum = oracle.optimum(ITERATIONS);
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .solver(
                problem.objective().shape().sparse()
                    ? SolverKind.VARIABLE_PROJECTION
                    : SolverKind.SCALED_LBFGS)
            .searchRank(OptionalInt.empty())
            .relativeGap(GAP)
            .maxPasses(3000)
            .build();
    FitResult found = new Fit(problem.objective(), settings, row -> {}).run();
    Certificate proof = found.certificate();
    if (proof.certifies(GAP)) {
      proven++;
    }
    if (minimum > proof.convexObjective() * (1 + REFERENCE)) {
      proofs.wrong(problem + ": the reference ends at " + minimum + ", the fit at " + proof);
    }
    proofs.check(problem.toString(), oracle::value, minimum, proof, found.factors());
    Objective data = problem.objective();
    Units units = data.shape().units();
    Certifier certifier = new Certifier(new RegularizedObjective(data, units.lambdaOf(lambda)), 1);
    for (AttackPoint point : AttackPoint.around(found.factors(), random)) {
      try (Assessment assessment = certifier.assess(units.factorsOf(point.factors()))) {
        Certificate there = assessment.certificate().in(units);
        proofs.check(problem + ", " + point.kind(), oracle::value, minimum, there, point.factors());
      }
    }
  }
}
