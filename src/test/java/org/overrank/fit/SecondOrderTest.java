package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.certify.BoundKind;
import org.overrank.certify.LeastCurvature;
import org.overrank.certify.SecondOrder;
import org.overrank.landscape.Completion;
import org.overrank.landscape.CutCosts;
import org.overrank.landscape.Instance;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.MaxCut;
import org.overrank.landscape.PlantedMatrix;
import org.overrank.landscape.Ring;
import org.overrank.landscape.Trap;
import org.overrank.landscape.TrappingCosts;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.Storage;

/** Second order and escapes (theory, section 3) on instances whose landscape is known. */
class SecondOrderTest {
  private static final double GAP = 1e-3;

  private static RegularizedObjective problem(Instance instance) {
    LocalProblem local = LocalProblem.of(instance);
    return new RegularizedObjective(local.objective(), local.lambda().orElseThrow());
  }

  private static PointVerdict classify(RegularizedObjective f, Factors point) {
    return new PointClassifier(f, GAP, 1, 3000).classify(point);
  }

  private static Factors gaussian(int rows, int cols, int width, long seed) {
    return new Factors(
        GaussianNumbers.matrix(rows, width, seed, 1), GaussianNumbers.matrix(cols, width, seed, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"entries", "dense", "rank-one"})
  void theory3_theHessianIsTheDerivativeOfTheGradient(String kind) {
    Instance instance =
        switch (kind) {
          case "entries" -> new Ring(1, 6, 10);
          case "dense" -> new Trap(2, 0.8, 1, 0.05, 5, 4);
          default -> new MaxCut(6, new CutCosts.Gaussian(2));
        };
    RegularizedObjective f = problem(instance);
    Factors x = gaussian(instance.rows(), instance.cols(), 3, 5);
    Factors p = gaussian(instance.rows(), instance.cols(), 3, 6);
    Factors q = gaussian(instance.rows(), instance.cols(), 3, 7);
    List<Factors> products = f.hessianTimes(x, List.of(p, q));
    double h = 1e-5;
    Factors difference =
        f.valueAndGradient(x.plus(h, p))
            .gradient()
            .plus(-1, f.valueAndGradient(x.plus(-h, p)).gradient())
            .times(1 / (2 * h));
    double size = Math.sqrt(products.get(0).normSquared());
    assertThat(Math.sqrt(difference.plus(-1, products.get(0)).normSquared()))
        .isLessThan(1e-7 * size);
    assertThat(products.get(0).dot(q))
        .isCloseTo(products.get(1).dot(p), within(1e-12 * size * Math.sqrt(q.normSquared())));
    // The quartic's second coefficient is half of the quadratic form.
    assertThat(2 * f.along(x, p).c2()).isCloseTo(products.get(0).dot(p), within(1e-10 * size));
  }

  @Test
  void lanczosEnclosesWhatTheWholeSpectrumSays() {
    RegularizedObjective f = problem(new Ring(1, 8, 10));
    for (long seed = 1; seed <= 5; seed++) {
      Factors x = gaussian(8, 8, 4, seed);
      LeastCurvature exact = new SecondOrder(f, seed).at(x, Double.NEGATIVE_INFINITY);
      LeastCurvature lanczos = new SecondOrder(f, seed, 0).at(x, Double.NEGATIVE_INFINITY);
      assertThat(exact.upper() - exact.lower()).isLessThan(1e-9 * exact.largest());
      assertThat(lanczos.lower()).isLessThanOrEqualTo(exact.upper());
      assertThat(lanczos.upper()).isGreaterThanOrEqualTo(exact.lower());
      double along = f.hessianTimes(x, List.of(exact.direction())).get(0).dot(exact.direction());
      assertThat(along).isCloseTo(exact.upper(), within(1e-8 * exact.largest()));
    }
  }

  @Test
  void theory5_trap_isABadLocalMinimumAtItsRankAndAStrictSaddleWithOneMoreColumn() {
    Trap trap = new Trap(1, 0.8, 1, 0.05, 4, 5);
    RegularizedObjective f = problem(trap);
    PointVerdict atRank = classify(f, trap.trapPoint());
    assertThat(atRank.kind()).as(atRank.reason()).isEqualTo(PointVerdict.Kind.BAD_LOCAL_MINIMUM);
    assertThat(atRank.bestKnown()).isCloseTo(trap.optimum(), within(2e-3 * trap.optimum()));
    Factors wider = trap.trapPoint().appendColumns(Factors.zeros(4, 5, 1));
    PointVerdict oneMore = classify(f, wider);
    assertThat(oneMore.kind()).isEqualTo(PointVerdict.Kind.STRICT_SADDLE);
    assertThat(Objects.requireNonNull(oneMore.curvature()).upper())
        .isCloseTo(trap.escapeCurvature(), within(1e-9));
    assertThat(classify(f, gaussian(4, 5, 2, 3)).kind())
        .isEqualTo(PointVerdict.Kind.NOT_STATIONARY);
    assertThat(classify(f, Factors.zeros(4, 5, 1)).kind())
        .isEqualTo(PointVerdict.Kind.STRICT_SADDLE);
  }

  @Test
  void theory5_maxCut_trappingCostsTrapTheirSearchRankAndNotOneMore() {
    MaxCut cut = new MaxCut(24, new TrappingCosts(2, 1));
    RegularizedObjective f = problem(cut);
    Factors trap = cut.trap().orElseThrow();
    PointVerdict atRank = classify(f, stationary(f, trap));
    assertThat(atRank.kind()).as(atRank.reason()).isEqualTo(PointVerdict.Kind.BAD_LOCAL_MINIMUM);
    Factors aside = gaussian(24, 24, 2, 5).times(0.01);
    PointVerdict back = classify(f, stationary(f, trap.plus(1, aside)));
    assertThat(back.kind()).as(back.reason()).isEqualTo(PointVerdict.Kind.BAD_LOCAL_MINIMUM);
    Factors wider = trap.appendColumns(Factors.zeros(24, 24, 1));
    Factors freed = stationary(f, wider.plus(1, gaussian(24, 24, 3, 5).times(0.01)));
    assertThat(classify(f, freed).kind()).isEqualTo(PointVerdict.Kind.GLOBAL_OPTIMUM);
  }

  @Test
  void aConstantPartOfTheObjectiveHidesNoTrap() {
    Trap trap = new Trap(1, 0.8, 1, 0.05, 4, 5);
    List<Measurement> measurements = new ArrayList<>();
    for (long i = 0; i < trap.count(); i++) {
      measurements.add(trap.measurement(i));
    }
    long n = trap.count();
    double constant = 3 * Math.sqrt((double) n);
    measurements.add(new Measurement(new SensingMatrix.Dense(new double[20]), constant, 1));
    BlockSpec spec = new BlockSpec(MeasurementKind.DENSE, 4, 5, Storage.DOUBLE, 0);
    RegularizedObjective f =
        new RegularizedObjective(
            new LocalObjective(List.of(spec.build(measurements)), List.of()),
            trap.lambda().orElseThrow() * n / (n + 1));
    PointVerdict verdict = classify(f, trap.trapPoint());
    assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(PointVerdict.Kind.BAD_LOCAL_MINIMUM);
    double ratio = verdict.certificate().objective() / verdict.bestKnown();
    assertThat(ratio).isBetween(1.001, PointClassifier.BAD);
    assertThat(verdict.reason()).contains("less than the lecture's 1.1");
  }

  @Test
  void aSaddleThatIsExactToRoundingIsASaddle() {
    // The second of two equal directions is missing; at both scales of the gradient that is left.
    for (double off : new double[] {0, 1e-16, 1e-13, 1e-11}) {
      Trap trap = new Trap(1, 0.8, 1, 0.05, 4, 5);
      RegularizedObjective f = problem(trap);
      Factors saddle = trap.trapPoint().appendColumns(Factors.zeros(4, 5, 1));
      Factors near = saddle.plus(off, gaussian(4, 5, 2, 9));
      PointVerdict verdict = classify(f, near);
      assertThat(verdict.kind())
          .as("%s, off by %s", verdict.reason(), off)
          .isEqualTo(PointVerdict.Kind.STRICT_SADDLE);
    }
  }

  @Test
  void aHessianOfSixteenHundredIsDecided() {
    Completion planted = new Completion(new PlantedMatrix(100, 100, 3, 1, 5000, 0.1, 7));
    RegularizedObjective f = new RegularizedObjective(LocalProblem.of(planted).objective(), 1e-3);
    FitSettings tight = RingTest.settings(1e-3, 8, 1, 1e-6, 2000);
    Factors optimum = new Fit(f.data(), tight, row -> {}).run().factors();
    Factors wide = PointWidth.of(optimum, OptionalInt.of(8), 1);
    double flat = 2e-3 * f.lambda();
    LeastCurvature proven = new SecondOrder(f, 1).at(wide, -flat);
    assertThat(proven.boundKind()).isEqualTo(BoundKind.EXACT);
    assertThat(proven.lower()).isBetween(-flat, proven.upper());
  }

  /** Where a run from a point ends. */
  private static Factors stationary(RegularizedObjective f, Factors from) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(f.lambda())
            .searchRank(from.searchRank())
            .solver(SolverKind.SCALED_LBFGS)
            .warmStart(from)
            .relativeGap(GAP)
            .maxPasses(6000)
            .build();
    return new Fit(f.data(), settings, row -> {}).run().factors();
  }

  @Test
  void theory3_ring_atRankOneRunsEndInBadLocalMinimaOrAtTheOptimumAndNowhereElse() {
    RegularizedObjective f = problem(new Ring(1, 8, 10));
    int bad = 0;
    for (long seed = 1; seed <= 12; seed++) {
      Factors end = fit(f.data(), f.lambda(), 1, seed, false).factors();
      PointVerdict verdict = classify(f, end);
      assertThat(verdict.kind())
          .as(verdict.reason())
          .isIn(PointVerdict.Kind.BAD_LOCAL_MINIMUM, PointVerdict.Kind.GLOBAL_OPTIMUM);
      bad += verdict.kind() == PointVerdict.Kind.BAD_LOCAL_MINIMUM ? 1 : 0;
    }
    assertThat(bad).isGreaterThan(6);
  }

  private static FitResult fit(
      Objective data, double lambda, int searchRank, long seed, boolean escape) {
    FitSettings settings =
        RingTest.settings(lambda, searchRank, seed, GAP, 6000).toBuilder()
            .escape(escape ? EscapeRule.AUTO : EscapeRule.NEVER)
            .build();
    return new Fit(data, settings, row -> {}).run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "trap", "max-cut"})
  void theory3_escape_fromAnySearchRankEveryRunEndsCertified(String name) {
    Instance instance =
        switch (name) {
          case "ring" -> new Ring(1, 8, 10);
          case "trap" -> new Trap(1, 0.8, 1, 0.05, 4, 5);
          default -> new MaxCut(27, new TrappingCosts(3, 1));
        };
    RegularizedObjective f = problem(instance);
    int escapes = 0;
    for (int searchRank = 1; searchRank <= 3; searchRank++) {
      for (long seed = 1; seed <= 7; seed++) {
        FitResult result = fit(f.data(), f.lambda(), searchRank, seed, true);
        assertThat(result.certificate().certifies(GAP))
            .as("%s, R = %d, seed %d: %s", name, searchRank, seed, result.stopReason())
            .isTrue();
        escapes +=
            (int) result.trace().stream().filter(row -> row.event().startsWith("escape")).count();
      }
    }
    assertThat(escapes).isPositive();
  }

  /** 10,000 random points, stationary and not, on 200 random instances. */
  @Test
  void noVerdictIsFalseOnRandomPointsOfRandomInstances() {
    SplittableRandom random = new SplittableRandom(4);
    for (int k = 0; k < 200; k++) {
      RandomLandscape landscape = RandomLandscape.of(random.split());
      for (int j = 0; j < 50; j++) {
        landscape.check(random.split(), j);
      }
    }
  }
}
