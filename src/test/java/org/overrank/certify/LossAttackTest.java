package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overrank.Attack;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.loss.HuberLoss;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.PoissonLoss;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.sensing.LossProblem;

/**
 * theory 9: every loss on every kind of measurement, fitted to a gap of 1e-6 and compared with a
 * convex method that knows no factors; and attempts to make its certificate lie at other points.
 *
 * <p>Many more: {@code mvn -B -Pattack -Dtest=LossAttackTest}.
 */
class LossAttackTest {
  private static final int PROBLEMS = 96;

  /** What the second opinions are exact to. */
  private static final double ORACLE = 1e-10;

  private final ProofCheck proofs = new ProofCheck(ORACLE);

  @Test
  void noCertificateOfALossLies() {
    attack(0, PROBLEMS);
  }

  @Test
  @Tag("attack")
  void noCertificateOfALossLies_manyMore() {
    attack(PROBLEMS, PROBLEMS + Attack.share(1_000));
  }

  private void attack(int first, int last) {
    for (int seed = first; seed < last; seed++) {
      attack(problem(seed), new Random(seed), seed % LossProblem.KINDS.size() == 0);
    }
    proofs.assertNoneIsWrong();
  }

  private static LossProblem problem(int seed) {
    Random random = new Random(seed);
    List<Loss> losses =
        List.of(new HuberLoss(0.3 + random.nextDouble()), new LogisticLoss(), new PoissonLoss());
    return LossProblem.random(
        LossProblem.KINDS.get(seed % LossProblem.KINDS.size()),
        losses.get(seed % losses.size()),
        2 + random.nextInt(6),
        2 + random.nextInt(6),
        10 + random.nextInt(50),
        random.nextBoolean(),
        seed);
  }

  private void attack(LossProblem problem, Random random, boolean entries) {
    double lambda = LossOracle.largest(problem) * Math.pow(10, -0.02 - 2 * random.nextDouble());
    if (!(lambda > 1e-9)) {
      return;
    }
    LossOracle oracle = new LossOracle(problem, lambda);
    double minimum = oracle.optimum();
    attack(problem, random, lambda, oracle, minimum, SolverKind.SCALED_LBFGS);
    if (entries) {
      attack(problem, random, lambda, oracle, minimum, SolverKind.VARIABLE_PROJECTION);
    }
  }

  private void attack(
      LossProblem problem,
      Random random,
      double lambda,
      LossOracle oracle,
      double minimum,
      SolverKind solver) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .solver(solver)
            .searchRank(OptionalInt.empty())
            .relativeGap(1e-6)
            .maxPasses(3000)
            .build();
    FitResult found = new Fit(problem.objective(), settings, row -> {}).run();
    Certificate proof = found.certificate();
    if (!proof.certifies(1e-6)) {
      proofs.wrong(
          problem + ", " + solver + ": gap " + proof.relativeGap() + ", " + found.stopReason());
    }
    proofs.check(problem.toString(), oracle::value, minimum, proof, found.factors());
    RegularizedObjective f =
        new RegularizedObjective(
            problem.objective(), problem.objective().shape().units().lambdaOf(lambda));
    Certifier certifier = new Certifier(f, 1);
    for (AttackPoint point : AttackPoint.around(found.factors(), random)) {
      Factors inUnits = problem.objective().shape().units().factorsOf(point.factors());
      try (Assessment assessment = certifier.assess(inUnits)) {
        Certificate there = assessment.certificate().in(problem.objective().shape().units());
        proofs.check(problem + ", " + point.kind(), oracle::value, minimum, there, point.factors());
      } catch (ArithmeticException overflowed) {
        assertThat(overflowed).hasMessageContaining("Infinity"); // No certificate is no lie.
      }
    }
  }
}
