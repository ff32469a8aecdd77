package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  /** XᵀX + n·I, safely positive definite. */
  private static Matrix positiveDefinite(int n, long seed) {
    Matrix a = Gram.xtx(TestMatrices.random(n + 3, n, seed));
    for (int i = 0; i < n; i++) {
      a.set(i, i, a.get(i, i) + 1);
    }
    return a;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 127, 200, 330, 1100})
  void theFactorIsThatOfEjmlAndSolves(int n) {
    Matrix a = positiveDefinite(n, n);
    Cholesky cholesky = new Cholesky(n + 2);
    assertThat(cholesky.factor(a.data(), n)).isTrue();

    var oracle = DecompositionFactory_DDRM.chol(n, false);
    assertThat(oracle.decompose(TestMatrices.ejml(a))).isTrue();
    var expected = oracle.getT(null);
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        assertThat(cholesky.rows()[i][j]).isCloseTo(expected.get(i, j), within(1e-10 * n));
      }
    }
    Matrix x = TestMatrices.random(n, 1, 99);
    double[] b = new double[n + 5];
    System.arraycopy(TestMatrices.naiveProduct(a, x).data(), 0, b, 5, n);
    cholesky.solve(b, 5);
    for (int i = 0; i < n; i++) {
      assertThat(b[5 + i]).isCloseTo(x.get(i, 0), within(1e-9));
    }
  }

  @Test
  void allCoresGiveTheSameBits() {
    Matrix a = positiveDefinite(1100, 5);
    Cholesky alone = new Cholesky(1100);
    Cholesky shared = new Cholesky(1100);
    for (int i = 0; i < 1100; i++) {
      System.arraycopy(a.data(), i * 1100, alone.rows()[i], 0, 1100);
      System.arraycopy(a.data(), i * 1100, shared.rows()[i], 0, 1100);
    }
    assertThat(alone.factor(1100)).isTrue();
    assertThat(shared.factorOnAllCores(1100)).isTrue();
    for (int i = 0; i < 1100; i++) {
      assertThat(Arrays.copyOfRange(shared.rows()[i], i, 1100))
          .containsExactly(Arrays.copyOfRange(alone.rows()[i], i, 1100));
    }
  }

  @Test
  void onlyTheUpperTriangleIsReadAndTheInputIsKept() {
    Matrix a = positiveDefinite(70, 1);
    Matrix spoilt = a.copy();
    for (int i = 0; i < 70; i++) {
      for (int j = 0; j < i; j++) {
        spoilt.set(i, j, Double.NaN);
      }
    }
    Matrix before = spoilt.copy();
    Cholesky cholesky = new Cholesky(70);
    assertThat(cholesky.factor(spoilt.data(), 70)).isTrue();
    assertThat(spoilt).isEqualTo(before);
    double first = cholesky.rows()[0][69];
    assertThat(cholesky.factor(a.data(), 70)).isTrue();
    assertThat(cholesky.rows()[0][69]).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 62, 63, 64, 99})
  void anIndefiniteMatrixIsRefusedWhereverThePivotFails(int where) {
    Matrix a = positiveDefinite(100, 3);
    a.set(where, where, -1);
    Cholesky cholesky = new Cholesky(100);
    assertThat(cholesky.factor(a.data(), 100)).isFalse();
    assertThatThrownBy(() -> cholesky.solve(new double[100], 0))
        .isInstanceOf(IllegalStateException.class);
    a.set(where, where, Double.NaN);
    assertThat(cholesky.factor(a.data(), 100)).isFalse();
    a.set(where, where, Double.POSITIVE_INFINITY);
    assertThat(cholesky.factor(a.data(), 100)).isFalse();
  }

  @Test
  void zeroIsNotPositiveDefinite() {
    assertThat(new Cholesky(1).factor(new double[] {0}, 1)).isFalse();
  }

  @Test
  void aWorkspaceServesSmallerOrdersWithTheSameBits() {
    Matrix a = positiveDefinite(37, 4);
    double[] fresh = new double[37];
    double[] reused = new double[37];
    fresh[3] = 1;
    reused[3] = 1;
    Cholesky small = new Cholesky(37);
    assertThat(small.factor(a.data(), 37)).isTrue();
    small.solve(fresh, 0);
    Cholesky large = new Cholesky(120);
    assertThat(large.factor(positiveDefinite(120, 5).data(), 120)).isTrue();
    assertThat(large.factor(a.data(), 37)).isTrue();
    large.solve(reused, 0);
    assertThat(reused).containsExactly(fresh);
    assertThatThrownBy(() -> small.factor(new double[38 * 38], 38))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void factoringAndSolvingAllocateNothingPerColumn() {
    Matrix a = positiveDefinite(90, 6);
    Cholesky cholesky = new Cholesky(90);
    double[] b = new double[90];
    Runnable call =
        () -> {
          b[0] = 1;
          if (!cholesky.factor(a.data(), 90)) {
            throw new AssertionError("not positive definite");
          }
          cholesky.solve(b, 0);
        };
    long lessThanOnePerColumn = 90 * Allocations.OBJECT / 2;
    assertThat(Allocations.bytesOf(call, lessThanOnePerColumn)).isLessThan(lessThanOnePerColumn);
  }
}
