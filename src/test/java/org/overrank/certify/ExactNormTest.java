package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.TestMatrices;

class ExactNormTest {
  private final ExactNorm exact = new ExactNorm(ExactNorm.DEFAULT_LIMIT);

  @Test
  void aThousandIntervalsHoldTheNormAndAreNarrow() {
    for (int seed = 0; seed < 1000; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 50);
      double norm = TestMatrices.singularValues(NormCases.dense(g))[0];
      SpectralBound bound = exact.enclose(g);
      assertThat(bound.upper()).as("seed %d", seed).isGreaterThanOrEqualTo(norm * (1 - 1e-13));
      assertThat(bound.lower()).as("seed %d", seed).isLessThanOrEqualTo(norm * (1 + 1e-13));
      assertThat(bound.relativeWidth()).as("seed %d", seed).isLessThan(1e-8);
      assertThat(bound.kind()).isEqualTo(BoundKind.EXACT);
      assertThat(bound.failureProbability()).isZero();
    }
  }

  @Test
  void inExactArithmeticTooBothEndsHold() {
    for (int seed = 0; seed < 200; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 12);
      SpectralBound bound = exact.enclose(g);
      if (bound.upper() > 0) {
        Matrix a = NormCases.dense(g);
        assertThat(ExactOracle.exceedsNorm(bound.upper(), a)).as("upper, seed %d", seed).isTrue();
        assertThat(ExactOracle.exceedsNorm(bound.lower(), a)).as("lower, seed %d", seed).isFalse();
      }
    }
  }

  @Test
  void noProofRestsOnTheGuess() {
    for (int seed = 0; seed < 100; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 12);
      Matrix a = NormCases.dense(g);
      double norm = TestMatrices.singularValues(a)[0];
      Matrix anywhere = TestMatrices.random(g.cols(), 1, seed);
      for (double factor : new double[] {0, 0.5, 1 - 1e-12, 1, 1 + 1e-12, 2, 1e6}) {
        NormGuess wrong = new NormGuess(norm * factor, norm * factor, anywhere, 1);
        SpectralBound bound = exact.enclose(g, wrong);
        if (bound.upper() > 0) {
          assertThat(ExactOracle.exceedsNorm(bound.upper(), a)).as("upper, %d", seed).isTrue();
          assertThat(ExactOracle.exceedsNorm(bound.lower(), a)).as("lower, %d", seed).isFalse();
        }
      }
    }
  }

  @Test
  void aGuessChangesNoBit_andStopsWhereItIsInVain() {
    for (int seed = 0; seed < 50; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 50);
      NormGuess guess = exact.guess(g, sigma -> false);
      if (guess != null) {
        assertThat(exact.enclose(g, guess)).isEqualTo(exact.enclose(g));
        NormGuess early = Objects.requireNonNull(exact.guess(g, sigma -> true));
        assertThat(early.lower()).isLessThanOrEqualTo(guess.lower());
        assertThat(early.steps()).isLessThanOrEqualTo(guess.steps()).isLessThanOrEqualTo(8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-320, 1e-300, 1e-160, 1e-40, 1, 1e40, 1e160, 1e300})
  void scaleDoesNotMatter(double scale) {
    Matrix a = Matrix.wrap(2, 3, new double[] {3, 0, 0, 0, 4, 1e-9});
    for (int k = 0; k < 6; k++) {
      a.data()[k] *= scale;
    }
    SpectralBound bound = exact.enclose(new DenseOperator(a));
    assertThat(bound.upper()).isGreaterThanOrEqualTo(4 * scale);
    assertThat(bound.lower()).isLessThanOrEqualTo(4 * scale * (1 + 1e-15));
    if (scale >= 1e-300) {
      assertThat(bound.relativeWidth()).isLessThan(1e-8);
    }
  }

  @Test
  void entriesOfVeryDifferentSizesAreNoTrouble() {
    Matrix a = Matrix.wrap(2, 2, new double[] {1e200, 1e-200, 1e-310, 1e-150});
    SpectralBound bound = exact.enclose(new DenseOperator(a));
    assertThat(bound.lower()).isLessThanOrEqualTo(1e200);
    assertThat(bound.upper()).isBetween(1e200, 1e200 * (1 + 1e-8));
  }

  @Test
  void zeroAndOneByOneAndOneRow() {
    SpectralBound zero = exact.enclose(new DenseOperator(Matrix.zeros(4, 3)));
    assertThat(zero).isEqualTo(new SpectralBound(0, 0, BoundKind.EXACT, 0, 0));
    assertThat(zero.relativeWidth()).isZero();
    SpectralBound one = exact.enclose(new DenseOperator(Matrix.wrap(1, 1, new double[] {-3})));
    assertThat(one.lower()).isLessThanOrEqualTo(3);
    assertThat(one.upper()).isBetween(3.0, 3 * (1 + 1e-8));
    SpectralBound row = exact.enclose(new DenseOperator(Matrix.wrap(1, 2, new double[] {3, 4})));
    assertThat(row.upper()).isBetween(5.0, 5 * (1 + 1e-8));
  }

  @Test
  void itTakesExplicitOperatorsWithinItsLimitAndNoOthers() {
    ExactNorm small = new ExactNorm(5);
    LinearOperator wide = new DenseOperator(Matrix.zeros(5, 9));
    LinearOperator large = new DenseOperator(Matrix.zeros(6, 9));
    assertThat(small.accepts(wide)).isTrue();
    assertThat(small.accepts(large)).isFalse();
    assertThatThrownBy(() -> small.enclose(large)).isInstanceOf(IllegalArgumentException.class);
    LanczosNorm lanczos = new LanczosNorm(1e-9, 1e-4, 10, 1);
    OperatorNorm norm = OperatorNorm.exactWherePossible(small, lanczos);
    Matrix a = TestMatrices.random(6, 6, 1);
    assertThat(norm.enclose(new DenseOperator(a)).kind()).isEqualTo(BoundKind.LANCZOS);
    assertThat(norm.enclose(new DenseOperator(a.leadingColumns(5))).kind())
        .isEqualTo(BoundKind.EXACT);
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    Matrix a = Matrix.identity(3);
    a.set(1, 2, Double.NaN);
    assertThatThrownBy(() -> exact.enclose(new DenseOperator(a)))
        .isInstanceOf(ArithmeticException.class);
    a.set(1, 2, Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> exact.enclose(new DenseOperator(a)))
        .isInstanceOf(ArithmeticException.class);
  }
}
