package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overrank.Attack;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.RegularizedObjective;

/**
 * theory 11: attempts to make a certificate lie, at points of problems whose optimum is known in
 * closed form: no lower bound above min F, no F below F(UVᵀ), whatever the ensemble, the scale, the
 * gauge or the storage. A proof that never certifies proves nothing: exact points must be
 * certified.
 *
 * <p>Many more points than in the build: {@code mvn -B -Pattack -Dtest=CertificateAttackTest}.
 */
class CertificateAttackTest {
  private static final int POINTS = 10_000;

  /** What the closed form and the second opinion on F(UVᵀ) are themselves exact to. */
  private static final double ORACLE = 1e-12;

  private int attacked;
  private int exact;
  private int certified;
  private final List<String> lies = new ArrayList<>();

  @Test
  void noCertificateLies() {
    attack(0, POINTS);
  }

  @Test
  @Tag("attack")
  void noCertificateLies_manyMore() {
    attack(POINTS, Attack.share(60_000));
  }

  private void attack(int firstSeed, int points) {
    for (int seed = firstSeed; attacked < points; seed++) {
      attack(seed);
    }
    assertThat(lies).as("of %d certificates", attacked).isEmpty();
    assertThat(certified).as("of %d exact points", exact).isGreaterThan((int) (0.95 * exact));
  }

  private void attack(int seed) {
    Random random = new Random(seed);
    ClosedForm problem = ClosedForm.random(random, seed);
    RegularizedObjective f =
        new RegularizedObjective(new LocalObjective(problem.blocks(), List.of()), problem.lambda());
    ExactNorm limit = new ExactNorm(random.nextInt(3) == 0 ? 0 : ExactNorm.DEFAULT_LIMIT);
    Certifier certifier = new Certifier(f, seed, limit);
    for (AttackPoint point : AttackPoint.around(problem.optimum(), random)) {
      certify(problem, certifier, point, seed);
    }
  }

  private void certify(ClosedForm problem, Certifier certifier, AttackPoint point, int seed) {
    attacked++;
    Factors factors = point.factors();
    try (Assessment assessment = certifier.assess(factors)) {
      Certificate proof = assessment.certificate();
      String what = problem + ", " + point.kind() + ", seed " + seed;
      if (proof.lowerBound() > problem.minimum() * (1 + ORACLE)) {
        lies.add(what + ": bound " + proof.lowerBound() + " above " + problem.minimum());
      }
      if (proof.convexObjective() < problem.convexObjective(factors) * (1 - ORACLE)) {
        lies.add(what + ": F " + proof.convexObjective() + " below its value");
      }
      if (point.isExact() && problem.mustBeCertified()) {
        exact++;
        certified += proof.certifies(1e-6) ? 1 : 0;
      }
    } catch (ArithmeticException e) {
      // Squares that overflow: no certificate.
      assertThat(e).as("%s, seed %d", problem, seed).hasMessageMatching(".*(Infinity|infinite).*");
    }
  }
}
