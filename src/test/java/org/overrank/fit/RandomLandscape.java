package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.overrank.landscape.Completion;
import org.overrank.landscape.CutCosts;
import org.overrank.landscape.Instance;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.MaxCut;
import org.overrank.landscape.PlantedMatrix;
import org.overrank.landscape.Ring;
import org.overrank.landscape.Trap;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/** A small random problem whose optimum is known from the convex side, and points on it. */
final class RandomLandscape {
  private static final double GAP = 1e-3;

  private final RegularizedObjective f;
  private final double optimum;
  private final int rows;
  private final int cols;

  private RandomLandscape(RegularizedObjective f, int rows, int cols) {
    this.f = f;
    this.rows = rows;
    this.cols = cols;
    // The convex twin, solved on whole matrices by another method, to a gap of 1e-7.
    FitSettings convex =
        FitSettings.builder()
            .lambda(f.lambda())
            .solver(SolverKind.PROXIMAL_GRADIENT)
            .relativeGap(1e-6)
            .maxPasses(20_000)
            .build();
    this.optimum = new Fit(f.data(), convex, row -> {}).run().certificate().convexObjective();
  }

  static RandomLandscape of(SplittableRandom random) {
    Instance instance =
        switch (random.nextInt(4)) {
          case 0 -> new Ring(1, random.nextInt(3, 8), random.nextDouble(1, 12));
          case 1 -> new Trap(1, random.nextDouble(0.5, 0.9), 1, 0.05, 3, random.nextInt(2, 5));
          case 2 -> new MaxCut(random.nextInt(3, 7), new CutCosts.Gaussian(random.nextLong()));
          default -> new Completion(new PlantedMatrix(6, 5, 2, 1, 18, 0.1, random.nextLong()));
        };
    LocalProblem local = LocalProblem.of(instance);
    double lambda = local.lambda().orElse(0.01) * Math.exp(random.nextDouble(0, 3));
    return new RandomLandscape(
        new RegularizedObjective(local.objective(), lambda), instance.rows(), instance.cols());
  }

  /** Every fifth point is where a run ended, the others are random. */
  void check(SplittableRandom random, int j) {
    int width = random.nextInt(1, 4);
    Factors point =
        new Factors(
                GaussianNumbers.matrix(rows, width, random.nextLong(), 1),
                GaussianNumbers.matrix(cols, width, random.nextLong(), 2))
            .times(random.nextDouble(0, 1.5));
    if (j % 25 == 0) {
      point = descended(point);
    }
    PointVerdict verdict = new PointClassifier(f, GAP, 1, 400).classify(point);
    double value = f.valueAndGradient(point).value();
    if (verdict.kind() == PointVerdict.Kind.GLOBAL_OPTIMUM) {
      assertThat(verdict.certificate().convexObjective())
          .isLessThanOrEqualTo(optimum * (1 + GAP + 1e-6));
    }
    if (verdict.kind() == PointVerdict.Kind.BAD_LOCAL_MINIMUM) {
      assertThat(value).isGreaterThan(optimum * (1 + GAP) * (1 - 2e-6));
      assertThat(DenseHessian.leastCurvature(f, point))
          .isGreaterThan(-1.01 * verdict.curvatureTolerance());
    }
    if (verdict.kind() == PointVerdict.Kind.STRICT_SADDLE) {
      assertThat(DenseHessian.leastCurvature(f, point)).isNegative();
    }
    assertThat(verdict.certificate().lowerBound()).isLessThanOrEqualTo(optimum * (1 + 1e-9));
  }

  private Factors descended(Factors point) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(f.lambda())
            .searchRank(point.searchRank())
            .solver(SolverKind.SCALED_LBFGS)
            .warmStart(point)
            .relativeGap(GAP)
            .maxPasses(1500)
            .build();
    return new Fit(f.data(), settings, row -> {}).run().factors();
  }
}
