package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.Ring;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Structure;

/** Against G written out in full, on a ring of 7 × 7. */
class SpannedNormTest {
  private static final int N = 7;
  private static final double LAMBDA = 0.01;

  static Stream<Arguments> cases() {
    return Stream.of(Structure.GENERAL, Structure.SYMMETRIC, Structure.PSD)
        .flatMap(
            structure -> Stream.of(1L, 2L, 3L, 4L, 5L).map(seed -> Arguments.of(structure, seed)));
  }

  private static RegularizedObjective f(Structure structure) {
    return new RegularizedObjective(
        LocalProblem.of(new Ring(1, N, 3)).objective(), LAMBDA, structure);
  }

  private static Factors point(RegularizedObjective f, int columns, long seed) {
    return f.gauge()
        .project(
            new Factors(
                GaussianNumbers.matrix(N, columns, seed, 1),
                GaussianNumbers.matrix(N, columns, seed, 2)));
  }

  private static double spanned(RegularizedObjective f, Factors point) {
    Factors gradient = f.gauge().project(f.valueAndGradient(point).gradient());
    return SpannedNorm.of(point, gradient, LAMBDA, f.gauge());
  }

  private static double dualNorm(RegularizedObjective f, Factors point) {
    try (Assessment assessment = new Certifier(f, 1).assess(point)) {
      Matrix g = f.gauge().project(assessment.adjoint().times(Matrix.identity(N)));
      return f.gauge().isCone() ? -SymmetricEigen.of(g).values()[0] : Svd.of(g).values()[0];
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itIsTheDualNorm_wherePointsSpanAll_andNeverMore(Structure structure, long seed) {
    RegularizedObjective f = f(structure);
    for (int columns : new int[] {2, 4, 2 * N}) {
      Factors point = point(f, columns, seed);
      double norm = Math.max(0, dualNorm(f, point));
      double spanned = spanned(f, point);
      assertThat(spanned).isLessThanOrEqualTo(norm * (1 + 1e-9));
      if (columns == 2 * N) {
        assertThat(spanned).isCloseTo(norm, within(1e-9 * norm));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void columnsThatAreNextToNothing_countAsOthersDo(Structure structure, long seed) {
    RegularizedObjective f = f(structure);
    Factors large = point(f, 2, seed);
    Factors tiny = point(f, 2, seed + 100).times(1e-7);
    double alone = spanned(f, large);
    double both = spanned(f, large.appendColumns(tiny));
    double larger = spanned(f, large.appendColumns(tiny.times(10)));
    assertThat(both).isGreaterThanOrEqualTo(alone).isCloseTo(larger, within(1e-4 * both));
  }
}
