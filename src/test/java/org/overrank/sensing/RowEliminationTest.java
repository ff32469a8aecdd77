package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Allocations;
import org.overrank.linalg.Matrix;

class RowEliminationTest {
  private static final double RIDGE = 0.2;

  /** Widths below, at and above the rows' lengths: primal and dual systems. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12, 13, 40, 150})
  void rows_solveTheirNormalEquations(int width) {
    EntryProblem problem = EntryProblem.random(9, 14, 2, 0.8, true, width);
    Matrix other = EntryProblem.gaussian(14, width, new Random(2));
    double[] solved = new double[9 * width];
    new RowElimination(problem.blocks(1).get(0), other, RIDGE).solve(solved);
    for (int row = 0; row < 9; row++) {
      double[] expected = normalEquations(problem, row, other);
      for (int k = 0; k < width; k++) {
        assertThat(solved[row * width + k]).isCloseTo(expected[k], within(1e-10));
      }
    }
  }

  private static double[] normalEquations(EntryProblem problem, int row, Matrix other) {
    int width = other.cols();
    DMatrixRMaj normal = CommonOps_DDRM.identity(width);
    CommonOps_DDRM.scale(RIDGE, normal);
    DMatrixRMaj rhs = new DMatrixRMaj(width, 1);
    for (EntryProblem.Entry e : problem.entries()) {
      if (e.row() == row) {
        DMatrixRMaj w = new DMatrixRMaj(width, 1);
        for (int k = 0; k < width; k++) {
          w.set(k, e.coefficient() * other.get(e.col(), k));
        }
        CommonOps_DDRM.multAddTransB(w, w, normal);
        CommonOps_DDRM.addEquals(rhs, e.target(), w);
      }
    }
    DMatrixRMaj solution = new DMatrixRMaj(width, 1);
    CommonOps_DDRM.solve(normal, rhs, solution);
    return solution.getData();
  }

  /** A column twice and a ridge that double precision does not see: still a minimiser. */
  @ParameterizedTest
  @ValueSource(ints = {2, 12})
  void rowsWithoutAnInverse_areSolvedToo(int width) {
    EntryProblem problem = EntryProblem.random(9, 14, 2, 0.5, false, 3);
    Matrix other = EntryProblem.gaussian(width, 7, new Random(2));
    Matrix twice = Matrix.zeros(14, width);
    for (int b = 0; b < 14; b++) {
      for (int k = 0; k < width; k++) {
        twice.set(b, k, other.get(k, b / 2));
      }
    }
    double[] solved = new double[9 * width];
    new RowElimination(problem.blocks(1).get(0), twice, 1e-30).solve(solved);
    assertThat(Arrays.stream(solved)).allMatch(Double::isFinite);
  }

  @Test
  void rowWithoutEntries_becomesZero() {
    EntryBlock block =
        new EntryBlock(
            2, 1, new RowRange(0, 2), new int[] {0, 0, 1}, new int[1], new double[] {1}, null);
    double[] solved = {7, 7};
    new RowElimination(block, Matrix.wrap(1, 1, new double[] {1}), 1).solve(solved);
    assertThat(solved).containsExactly(new double[] {0, 0.5}, within(1e-15));
  }

  /** Scalar loops and vector instructions, whose vectors are objects until they are compiled. */
  @ParameterizedTest
  @ValueSource(ints = {15, 40})
  void sweeps_allocateNothingPerRow(int width) {
    EntryProblem problem = EntryProblem.random(60, 90, 2, 0.5, false, 3);
    EntryBlock block = problem.blocks(1).get(0);
    Matrix other = EntryProblem.gaussian(90, width, new Random(2));
    RowElimination sweep = new RowElimination(block, other, RIDGE);
    double[] solved = new double[60 * width];
    double[] x = EntryProblem.gaussian(60, width, new Random(1)).data();
    List<double[]> vectors = List.of(x);
    List<double[]> products = List.of(solved);
    Runnable work =
        () -> {
          sweep.solve(solved);
          sweep.inverseTimes(vectors, products);
        };
    long lessThanOnePerRow = 60 * Allocations.OBJECT / 2;
    assertThat(Allocations.bytesOf(work, lessThanOnePerRow)).isLessThan(lessThanOnePerRow);
  }

  @Test
  void ridgeThatIsNotPositive_isRefused() {
    EntryBlock block = EntryProblem.random(3, 2, 1, 1, false, 3).blocks(1).get(0);
    for (double ridge : new double[] {0, Double.NaN}) {
      assertThatThrownBy(() -> new RowElimination(block, Matrix.zeros(2, 1), ridge))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
