package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Qr;
import org.overrank.linalg.SymmetricEigen;

/** Costs of a cut with a known trap (theory, section 5). */
final class TrappingCostsTest {
  /** S_ii = −Σ_j C_ij, because S1 = 0. */
  private static Matrix withItsDiagonal(Matrix costs) {
    Matrix s = costs.copy();
    for (int i = 0; i < s.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < s.cols(); j++) {
        sum += costs.get(i, j);
      }
      s.set(i, i, -sum);
    }
    return s;
  }

  @ParameterizedTest
  @CsvSource({"9, 1", "20, 2", "42, 4", "81, 6"})
  void theory5_maxCut_allNodesOnOneSideIsTheOnlyOptimum(int nodes, int rank) {
    Matrix s = withItsDiagonal(new TrappingCosts(rank, 1).draw(nodes));
    double[] values = SymmetricEigen.of(s).values();
    double least = Math.min(values[0], values[nodes - 1]);
    double largest = Math.max(values[0], values[nodes - 1]);
    assertThat(least).isCloseTo(0, within(1e-10 * largest));
    long zeros = Arrays.stream(values).filter(v -> v < 1e-6 * largest).count();
    assertThat(zeros).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"15, 2, 1", "15, 2, 2", "15, 2, 3", "27, 3, 1", "27, 3, 2", "42, 4, 1", "42, 4, 2"})
  void theory5_maxCut_theTrapIsStationaryAndEveryTangentButARotationLeadsUp(
      int nodes, int rank, long seed) {
    TrappingCosts costs = new TrappingCosts(rank, seed);
    Matrix c = costs.draw(nodes);
    Matrix v = costs.trap(nodes).orElseThrow();
    Matrix cv = Multiply.ab(c, v);
    double[] multipliers = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < rank; j++) {
        multipliers[i] += cv.get(i, j) * v.get(i, j);
      }
      for (int j = 0; j < rank; j++) {
        assertThat(cv.get(i, j)).isCloseTo(multipliers[i] * v.get(i, j), within(1e-10 * nodes));
      }
    }
    double[] curvatures = curvatures(c, v, multipliers);
    long rotations = rank * (rank - 1L) / 2;
    long flat = Arrays.stream(curvatures).filter(x -> Math.abs(x) < 1e-9 * nodes).count();
    assertThat(flat).isEqualTo(rotations);
    assertThat(Arrays.stream(curvatures).min().orElseThrow()).isGreaterThan(-1e-9 * nodes);
  }

  /** Eigenvalues of W ↦ ⟨W, (C − diag ν)W⟩ on an orthonormal basis of the tangent space at V. */
  private static double[] curvatures(Matrix c, Matrix v, double[] nu) {
    int n = v.rows();
    int p = v.cols();
    Matrix[] basis = new Matrix[n];
    for (int i = 0; i < n; i++) {
      Matrix first = Matrix.zeros(p, 1);
      for (int j = 0; j < p; j++) {
        first.set(j, 0, v.get(i, j));
      }
      // A full orthonormal basis whose first vector is row i of V, up to its sign.
      basis[i] =
          Qr.of(first.appendColumns(Matrix.identity(p)).leadingColumns(p)).q().columnsFrom(1);
    }
    int order = n * (p - 1);
    Matrix h = Matrix.zeros(order, order);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double weight = i == k ? -nu[i] : c.get(i, k);
        Matrix block = Multiply.atb(basis[i], basis[k]);
        for (int a = 0; a < p - 1; a++) {
          for (int b = 0; b < p - 1; b++) {
            h.set(i * (p - 1) + a, k * (p - 1) + b, weight * block.get(a, b));
          }
        }
      }
    }
    return SymmetricEigen.of(h).values();
  }

  @Test
  void theTrapIsFarFromTheOptimum() {
    TrappingCosts costs = new TrappingCosts(3, 1);
    Matrix s = withItsDiagonal(costs.draw(27));
    Matrix v = costs.trap(27).orElseThrow();
    Matrix sv = Multiply.ab(s, v);
    double value = 0;
    for (int i = 0; i < v.data().length; i++) {
      value += sv.data()[i] * v.data()[i];
    }
    assertThat(value).isGreaterThan(10); // The optimum is 0.
  }

  @Test
  void tooFewNodesForATrap_areRefused() {
    assertThatThrownBy(() -> new MaxCut(26, new TrappingCosts(3, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at least 27 nodes");
    assertThatThrownBy(() -> new TrappingCosts(0, 1)).isInstanceOf(InvalidInputException.class);
  }
}
