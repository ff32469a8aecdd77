package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.Quartic;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.sensing.EntryProblem;

/** theory 5: a bad local minimum in closed form, and the way out that one more column gives. */
class TrapTest {
  private static final Trap EXAMPLE = new Trap(1, 0.8, 1, 0.05, 4, 5);

  private static RegularizedObjective objective(Trap trap) {
    return new RegularizedObjective(Instances.objective(trap, 0), trap.lambda().getAsDouble());
  }

  @Test
  void theory5_trap_theExampleHasTheValuesOfTheory() {
    assertThat(EXAMPLE.trapValue()).isCloseTo(0.21875, within(1e-15));
    assertThat(EXAMPLE.optimum()).isCloseTo(0.04875, within(1e-15));
    assertThat(EXAMPLE.isLocalMinimum()).isTrue();
    assertThat(EXAMPLE.isBad()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1,.8,1,.05,4,5", "1,.5,2,.1,2,2", "2,.9,1.5,.2,4,3", "3,.7,1,.01,6,6"})
  void theory5_trap_valueGradientAndNormAreTheFormulas(
      int rank, double delta, double mu, double l, int rows, int cols) {
    Trap trap = new Trap(rank, delta, mu, l, rows, cols);
    RegularizedObjective f = objective(trap);
    RegularizedObjective.Evaluation at = f.valueAndGradient(trap.trapPoint());
    assertThat(at.value()).isCloseTo(trap.trapValue(), within(1e-10));
    assertThat(Math.sqrt(at.gradient().normSquared())).isLessThan(1e-10);
    Matrix g =
        f.data()
            .evaluate(new ResidualAdjoint(trap.trapPoint()))
            .adjoint()
            .times(Matrix.identity(cols));
    assertThat(Svd.of(g).values()[0]).isCloseTo(trap.trapNorm(), within(1e-10));
    try (Assessment assessment = new Certifier(f, 1).assess(trap.trapPoint())) {
      assertThat(assessment.certificate().nu() * l).isCloseTo(trap.trapNorm(), within(1e-7));
      assertThat(assessment.certificate().lowerBound()).isLessThanOrEqualTo(trap.optimum());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,.8,1,.05,4,5", "2,.9,1.5,.2,4,3"})
  void theory5_trap_oneMoreColumnHasTheCurvatureOfTheFormula(
      int rank, double delta, double mu, double l, int rows, int cols) {
    Trap trap = new Trap(rank, delta, mu, l, rows, cols);
    Factors wide = trap.trapPoint().appendColumns(Factors.zeros(rows, cols, 1));
    Factors direction = Factors.zeros(rows, cols, rank + 1);
    direction.left().set(0, rank, Math.sqrt(0.5));
    direction.right().set(0, rank, Math.sqrt(0.5));
    Quartic along = objective(trap).along(wide, direction);
    double curvature = 2 * along.c2(); // f(η) = f + ½ curvature η² + …
    assertThat(curvature).isCloseTo(trap.escapeCurvature(), within(1e-10));
  }

  @Test
  void theory5_trap_theTruthBeatsItAndTheOptimumIsCertified() {
    FitResult result = fit(2, null, 3);
    assertThat(result.certificate().objective()).isCloseTo(EXAMPLE.optimum(), within(1e-7));
    assertThat(result.certificate().certifies(1e-4)).isTrue();
  }

  /** Starts near the trap: all end there at R0, none with one more column. */
  @Test
  void theory5_trap_startsNearItStayAtItsRankAndLeaveWithOneMoreColumn() {
    for (int seed = 0; seed < 10; seed++) {
      FitResult trapped = fit(1, near(1, seed), seed);
      assertThat(trapped.certificate().objective()).isCloseTo(EXAMPLE.trapValue(), within(1e-6));
      assertThat(trapped.certificate().certifies(0.1)).isFalse();
      FitResult free = fit(2, near(2, seed), seed);
      assertThat(free.certificate().certifies(1e-4)).isTrue();
      assertThat(free.certificate().objective())
          .isCloseTo(EXAMPLE.optimum(), within(1e-4 * EXAMPLE.optimum()));
    }
  }

  private static Factors near(int width, int seed) {
    Random random = new Random(seed);
    Factors trap = EXAMPLE.trapPoint();
    Factors wide = width == 1 ? trap : trap.appendColumns(Factors.zeros(4, 5, width - 1));
    Factors noise =
        new Factors(
            EntryProblem.gaussian(4, width, random), EntryProblem.gaussian(5, width, random));
    return wide.plus(0.02, noise);
  }

  private static FitResult fit(int searchRank, @Nullable Factors start, int seed) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(EXAMPLE.lambda().getAsDouble())
            .searchRank(searchRank)
            .solver(SolverKind.SCALED_LBFGS)
            .warmStart(start)
            .seed(seed)
            .relativeGap(1e-4)
            .build();
    return new Fit(Instances.objective(EXAMPLE, 0), settings, row -> {}).run();
  }

  @ParameterizedTest
  @CsvSource({
    "0,.8,1,.05,4,5",
    "4,.8,1,.05,4,5",
    "1,1,1,.05,4,5",
    "1,.8,0,.05,4,5",
    "1,.8,1,.9,4,5",
    "1,.8,1,NaN,4,5"
  })
  void whatHasNoTrap_isRefused(int rank, double delta, double mu, double l, int rows, int cols) {
    assertThatThrownBy(() -> new Trap(rank, delta, mu, l, rows, cols))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("trap: ");
  }
}
