package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.sensing.BackgroundProblem;
import org.overrank.sensing.EntryProblem;

/**
 * theory 8 and 11: attempts to make a certificate of implicit feedback lie, at points of problems
 * whose optimum a dense method on M finds: weights, rows of scale 0, α0 from 1e-6 to 10.
 *
 * <p>Many more: {@code mvn -B -Pattack -Dtest=BackgroundAttackTest}.
 */
class BackgroundAttackTest {
  private static final int POINTS = 220;

  /** What the second opinions are exact to. */
  private static final double ORACLE = 1e-11;

  private int attacked;
  private int certified;
  private int fits;
  private final List<String> lies = new ArrayList<>();

  @Test
  void noCertificateOfClicksLies() {
    attack(0, POINTS);
  }

  @Test
  @Tag("attack")
  void noCertificateOfClicksLies_manyMore() {
    attack(POINTS, Attack.share(10_000));
  }

  private void attack(int firstSeed, int points) {
    for (int seed = firstSeed; attacked < points; seed++) {
      attack(seed);
    }
    assertThat(lies).as("of %d certificates", attacked).isEmpty();
    assertThat(certified).as("of %d fits", fits).isEqualTo(fits);
  }

  private static Objective objective(BackgroundProblem problem) {
    return new LocalObjective(
        ProblemShape.ofEntries(problem.rows(), problem.cols(), problem.measurements())
            .over(problem.background()),
        problem.blocks(2),
        problem.transposedBlocks(2));
  }

  private void attack(int seed) {
    Random random = new Random(seed);
    double weight = Math.pow(10, 7 * random.nextDouble() - 6);
    BackgroundProblem problem =
        BackgroundProblem.random(
            2 + random.nextInt(9),
            2 + random.nextInt(9),
            0.1 + 0.5 * random.nextDouble(),
            weight,
            Math.pow(10, 4 * random.nextDouble() - 2),
            random.nextBoolean(),
            seed);
    double lambda = lambda(problem, Math.pow(10, -0.05 - 2.5 * random.nextDouble()));
    if (lambda == 0) {
      return;
    }
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .solver(SolverKind.VARIABLE_PROJECTION)
            .searchRank(OptionalInt.empty())
            .relativeGap(1e-6)
            .maxPasses(3000)
            .seed(seed)
            .build();
    FitResult found = new Fit(objective(problem), settings, row -> {}).run();
    double minimum = minimum(problem, lambda);
    String what = problem.rows() + " x " + problem.cols() + ", weight " + weight + ", seed " + seed;
    fits++;
    certified += found.certificate().certifies(1e-6) ? 1 : 0;
    assertThat(found.certificate().convexObjective())
        .as(what)
        .isBetween(minimum * (1 - 2e-6), minimum * (1 + 2e-6));
    RegularizedObjective f = new RegularizedObjective(objective(problem), lambda);
    ExactNorm limit = new ExactNorm(random.nextInt(3) == 0 ? 0 : ExactNorm.DEFAULT_LIMIT);
    Certifier certifier = new Certifier(f, seed, limit);
    for (AttackPoint point : AttackPoint.around(found.factors(), random)) {
      certify(problem, lambda, minimum, certifier, point, what);
    }
  }

  private static double lambda(BackgroundProblem problem, double share) {
    RegularizedObjective any = new RegularizedObjective(objective(problem), 1);
    Factors zero = Factors.zeros(problem.rows(), problem.cols(), 1);
    try (Assessment nothing = new Certifier(any, 1).assess(zero)) {
      return share * nothing.certificate().nu();
    }
  }

  /** (1/N)‖A(M) − y‖² over all cells, of which N have an entry. */
  private static double minimum(BackgroundProblem problem, double lambda) {
    EntryProblem all = problem.allCells();
    double ratio = (double) all.entries().size() / problem.measurements();
    return ratio * new ProximalGradientOracle(all, lambda / ratio).optimum();
  }

  private void certify(
      BackgroundProblem problem,
      double lambda,
      double minimum,
      Certifier certifier,
      AttackPoint point,
      String problemInWords) {
    attacked++;
    Factors factors = point.factors();
    try (Assessment assessment = certifier.assess(factors)) {
      Certificate proof = assessment.certificate();
      String what = problemInWords + ", " + point.kind();
      if (proof.lowerBound() > minimum * (1 + ORACLE)) {
        lies.add(what + ": bound " + proof.lowerBound() + " above " + minimum);
      }
      double value = convexObjective(problem, lambda, factors);
      if (proof.convexObjective() < value * (1 - ORACLE)) {
        lies.add(what + ": F " + proof.convexObjective() + " below its value " + value);
      }
    }
  }

  /** Cell by cell, of the exact product of the factors. */
  private static double convexObjective(BackgroundProblem problem, double lambda, Factors x) {
    Matrix product = Matrix.zeros(x.rows(), x.cols());
    double sum = 0;
    for (EntryProblem.Entry e : problem.allCells().entries()) {
      BigDecimal cell = BigDecimal.ZERO;
      for (int k = 0; k < x.searchRank(); k++) {
        BigDecimal u = new BigDecimal(x.left().get(e.row(), k));
        cell = cell.add(u.multiply(new BigDecimal(x.right().get(e.col(), k))));
      }
      product.set(e.row(), e.col(), cell.doubleValue());
      double r = e.coefficient() * cell.doubleValue() - e.target();
      sum += r * r;
    }
    double nuclear = Arrays.stream(Svd.of(product).values()).sum();
    return sum / problem.measurements() + 2 * lambda * nuclear;
  }
}
