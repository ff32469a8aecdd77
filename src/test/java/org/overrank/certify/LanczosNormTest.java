package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.TestMatrices;

class LanczosNormTest {
  @Test
  void aThousandIntervalsHoldTheNorm() {
    for (int seed = 0; seed < 1000; seed++) {
      ExplicitOperator g = NormCases.operator(seed, 60);
      double norm = TestMatrices.singularValues(NormCases.dense(g))[0];
      LanczosNorm lanczos = new LanczosNorm(1e-9, 1e-4, 1 + seed % 30, seed);
      SpectralBound bound = lanczos.enclose(g);
      assertThat(bound.upper()).as("seed %d", seed).isGreaterThanOrEqualTo(norm);
      assertThat(bound.lower()).as("seed %d", seed).isLessThanOrEqualTo(norm);
      assertThat(bound.kind()).isEqualTo(BoundKind.LANCZOS);
      assertThat(bound.failureProbability()).isEqualTo(1e-9);
    }
  }

  @Test
  void itFailsNoMoreOftenThanItSays() {
    // Diagonal with Chebyshev's spectrum, the hard one; five steps, a failure in ten allowed.
    double[] squares = new double[60];
    Arrays.setAll(squares, j -> (1 + Math.cos(Math.PI * j / 60)) / 2);
    LinearOperator g = diagonal(squares);
    int failures = 0;
    int belowByRitz = 0;
    for (int seed = 0; seed < 1000; seed++) {
      SpectralBound bound = new LanczosNorm(0.1, 0, 5, seed).enclose(g);
      failures += bound.upper() < 1 ? 1 : 0;
      belowByRitz += bound.lower() < 1 - 1e-3 ? 1 : 0;
    }
    assertThat(failures).isLessThanOrEqualTo(130);
    // What an uninflated Ritz value would do.
    assertThat(belowByRitz).isGreaterThan(900);
  }

  private static LinearOperator diagonal(double[] squares) {
    Matrix a = Matrix.zeros(squares.length, squares.length);
    for (int j = 0; j < squares.length; j++) {
      a.set(j, j, Math.sqrt(squares[j]));
    }
    return new DenseOperator(a);
  }

  @Test
  void theory6_aClusterAtTheTopOfGIsEnclosedTightlyInFewSteps() {
    double[] values = new double[150];
    Arrays.setAll(values, j -> j < 20 ? 1 - 1e-7 * j : 0.8 * GaussianNumbers.uniform(1, 2, 3, j));
    var g = new DenseOperator(TestMatrices.withSingularValues(300, 150, values, 1));
    SpectralBound bound = new LanczosNorm(1e-9, 1e-5, 100, 2).enclose(g);
    assertThat(bound.relativeWidth()).isLessThanOrEqualTo(1e-5);
    assertThat(bound.steps()).isLessThan(60);
    assertThat(bound.upper()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void theory2_lanczos_isNeverWiderThanKuczynskiAndWozniakowskiSay() {
    var g = new DenseOperator(TestMatrices.random(200, 120, 3));
    int k = 20;
    SpectralBound bound = new LanczosNorm(1e-9, 0, k, 4).enclose(g);
    // 1.648·√n·exp(−√ε(2k − 1)) = √1e-9, and norm² ≤ θ²/(1 − ε).
    double root = Math.log(1.648 * Math.sqrt(120) / Math.sqrt(1e-9)) / (2 * k - 1);
    assertThat(bound.steps()).isEqualTo(k);
    assertThat(bound.upper())
        .isLessThanOrEqualTo(bound.lower() / Math.sqrt(1 - root * root) * (1 + 1e-3));
  }

  @Test
  void anExhaustedKrylovSpaceGivesTheValueItself() {
    double[] values = {2, 2, 2, 1, 1, 0.5};
    var g = new DenseOperator(TestMatrices.withSingularValues(90, 70, values, 5));
    SpectralBound bound = new LanczosNorm(1e-9, 0, 60, 6).enclose(g);
    assertThat(bound.steps()).isLessThan(12);
    assertThat(bound.relativeWidth()).isLessThan(1e-6);
    assertThat(bound.upper()).isGreaterThanOrEqualTo(2);
    assertThat(bound.lower()).isLessThanOrEqualTo(2);
  }

  @Test
  void smallShapesAndZero() {
    LanczosNorm lanczos = new LanczosNorm(1e-9, 1e-6, 50, 7);
    SpectralBound zero = lanczos.enclose(new DenseOperator(Matrix.zeros(3, 8)));
    assertThat(zero.lower()).isZero();
    assertThat(zero.upper()).isZero();
    for (int[] shape : new int[][] {{1, 1}, {1, 7}, {7, 1}, {2, 2}}) {
      Matrix a = TestMatrices.random(shape[0], shape[1], 8);
      double norm = TestMatrices.singularValues(a)[0];
      SpectralBound bound = lanczos.enclose(new DenseOperator(a));
      assertThat(bound.upper()).isGreaterThanOrEqualTo(norm);
      assertThat(bound.lower()).isLessThanOrEqualTo(norm);
      assertThat(bound.relativeWidth()).isLessThan(1e-6);
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    var g = new DenseOperator(TestMatrices.random(40, 30, 9));
    assertThat(new LanczosNorm(1e-9, 0, 9, 1).enclose(g))
        .isEqualTo(new LanczosNorm(1e-9, 0, 9, 1).enclose(g))
        .isNotEqualTo(new LanczosNorm(1e-9, 0, 9, 2).enclose(g));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (double p : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> new LanczosNorm(p, 1e-3, 5, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new LanczosNorm(1e-9, Double.NaN, 5, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LanczosNorm(1e-9, 1e-3, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
