package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.Attack;
import org.overrank.landscape.Completion;
import org.overrank.landscape.CutCosts;
import org.overrank.landscape.GaussianSensing;
import org.overrank.landscape.Instance;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.MaxCut;
import org.overrank.landscape.PlantedMatrix;
import org.overrank.landscape.Tomography;
import org.overrank.optim.StopReason;

/** The proven gap keeps up with the answer, down to nine digits (issue 19, item 7). */
class LastDigitsTest {
  private static final int SHOTS = 100;
  private static final OptionalInt AUTO = OptionalInt.empty();

  /** λ against that of the noise: the optima of smaller ones are harder to reach. */
  private static FitResult run(
      Instance instance, double share, OptionalInt searchRank, SolverKind solver, double gap) {
    LocalProblem problem = LocalProblem.of(instance);
    FitSettings settings =
        FitSettings.builder()
            .lambda(share * problem.lambda().orElseThrow())
            .searchRank(searchRank)
            .solver(solver)
            .relativeGap(gap)
            .maxPasses(3000)
            .build();
    return new Fit(problem.objective(), settings, row -> {}).run();
  }

  private static void assertCertified(FitResult result, double gap) {
    assertThat(result.stopReason()).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.certificate().relativeGap()).isLessThanOrEqualTo(gap);
  }

  private static List<String> events(FitResult result) {
    return result.trace().stream().map(TraceRow::event).filter(event -> !event.isEmpty()).toList();
  }

  /** Three times what accelerated proximal gradients with a known Lipschitz constant take. */
  @ParameterizedTest
  @CsvSource({"1, 0.1", "2, 0.1", "3, 0.1", "1, 0.01", "2, 1"})
  void tomography_provesThreeSixAndNineDigits_inTheirPasses(long seed, double share) {
    Instance instance = new Tomography(seed, SHOTS);
    double[] gaps = {1e-3, 1e-6, 1e-9};
    long[] passes = {240, 490, 1600};
    for (int k = 0; k < gaps.length; k++) {
      FitResult result = run(instance, share, AUTO, SolverKind.SCALED_LBFGS, gaps[k]);
      assertCertified(result, gaps[k]);
      assertThat(result.passes()).isLessThanOrEqualTo(passes[k]);
      assertThat(events(result)).first().asString().startsWith("proximal-gradient");
    }
  }

  /** A given search rank is the factors' own: no twin, and Newton's method where they stall. */
  @ParameterizedTest
  @CsvSource({"2, 0.1", "4, 0.3"})
  void tomography_ofAGivenSearchRank_staysWithFactors_andProvesNineDigits(long seed, double share) {
    FitResult result =
        run(new Tomography(2, SHOTS), 0.1, OptionalInt.of(32), SolverKind.SCALED_LBFGS, 1e-9);
    assertCertified(result, 1e-9);
    assertThat(result.passes()).isLessThanOrEqualTo(1600);
    assertThat(events(result)).singleElement().asString().startsWith("newton-cg");
  }

  /** Fewer measurements than the twin needs to be quick: the factors take over from its point. */
  @Test
  void whereTheTwinIsSlow_theSolverThatWasAskedForGoesOn() {
    Instance few = new GaussianSensing(new PlantedMatrix(40, 40, 3, 3, 462, 0.1, 1), false);
    FitResult result = run(few, 0.1, AUTO, SolverKind.SCALED_LBFGS, 1e-6);
    assertCertified(result, 1e-6);
    assertThat(result.passes()).isLessThanOrEqualTo(320);
    assertThat(events(result))
        .anyMatch(event -> event.startsWith("scaled-lbfgs: the gap of the matrix itself"));
  }

  /** As many measurements as rows: an SVD costs more than a pass. */
  @Test
  void whereAPassIsCheap_theTwinIsNotTried() {
    Instance cut = new MaxCut(24, new CutCosts.Gaussian(1));
    FitResult result = run(cut, 1, AUTO, SolverKind.SCALED_LBFGS, 1e-6);
    assertCertified(result, 1e-6);
    assertThat(events(result)).noneMatch(event -> event.startsWith("proximal-gradient"));
  }

  @ParameterizedTest
  @CsvSource({"VARIABLE_PROJECTION", "SCALED_LBFGS"})
  void entriesAtASmallLambda_proveNineDigits(SolverKind solver) {
    Instance table = new Completion(new PlantedMatrix(68, 120, 5, 30, 6000, 0.1, 1));
    FitResult result = run(table, 0.1, AUTO, solver, 1e-9);
    assertCertified(result, 1e-9);
  }

  @Test
  void aRankThatBinds_isNotPolished() {
    Instance plain = new GaussianSensing(new PlantedMatrix(12, 10, 3, 3, 200, 0.1, 1), false);
    FitResult result = run(plain, 1, OptionalInt.of(1), SolverKind.SCALED_LBFGS, 1e-6);
    assertThat(result.stopReason()).isNotEqualTo(StopReason.CERTIFIED);
    assertThat(events(result)).isEmpty();
  }

  @Tag("attack")
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3, 0.1, 0.03, 0.01})
  void tomography_ofManySeeds_provesNineDigits(double share) {
    for (long seed = 1; seed <= Attack.share(10); seed++) {
      Instance instance = new Tomography(seed, SHOTS);
      FitResult result = run(instance, share, AUTO, SolverKind.SCALED_LBFGS, 1e-9);
      assertCertified(result, 1e-9);
      assertThat(result.passes()).isLessThanOrEqualTo(400);
    }
  }

  @Tag("attack")
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3, 0.1})
  void tomography_ofManySeeds_withFactorsOnly_provesNineDigits(double share) {
    for (long seed = 1; seed <= Attack.share(10); seed++) {
      Instance instance = new Tomography(seed, SHOTS);
      FitResult result = run(instance, share, OptionalInt.of(32), SolverKind.SCALED_LBFGS, 1e-9);
      assertCertified(result, 1e-9);
    }
  }
}
