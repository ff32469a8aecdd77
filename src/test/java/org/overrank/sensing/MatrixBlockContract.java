package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Allocations;
import org.overrank.linalg.Matrix;

/**
 * What every block of whole matrices must do, checked against its matrices written out cell by
 * cell; below and above the search rank at which a pass sees the matrix.
 */
abstract class MatrixBlockContract extends MeasurementBlockContract {
  /** The block under test and its matrices, √w folded in. */
  protected abstract SensingProblem problem(int rows, int cols, int count, long seed);

  @Override
  protected MeasurementBlock create(int rows, int cols, long seed) {
    return problem(rows, cols, (int) (7 + 12 * (seed % 7)), seed).block();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void forward_isTheInnerProductWithEachMatrix(int width) {
    SensingProblem problem = problem(7, 5, 70, width);
    Random random = new Random(width);
    Matrix left = EntryProblem.gaussian(7, width, random);
    Matrix right = EntryProblem.gaussian(5, width, random);
    Matrix m = SensingProblem.product(left, right);
    double[] expected = problem.image(m);
    double[] throughFactors = new double[70];
    problem.block().forward(left, right, throughFactors);
    assertThat(throughFactors).containsExactly(expected, within(1e-12));
    double[][] throughMatrix = new double[2][70];
    problem.block().forward(new Matrix[] {m, m}, throughMatrix);
    assertThat(throughMatrix[0]).containsExactly(expected, within(1e-12));
    assertThat(throughMatrix[1]).containsExactly(throughMatrix[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 66})
  void residualAndAdjoint_equalTheFormulas(int count) {
    SensingProblem problem = problem(4, 6, count, count);
    Matrix m = EntryProblem.gaussian(4, 6, new Random(count));
    double[] residual = new double[count];
    Matrix adjoint = Matrix.zeros(4, 6);
    problem.block().residualAndAdjoint(m, residual, adjoint);
    double[] expected = problem.residual(m);
    assertThat(residual).containsExactly(expected, within(1e-12));
    Matrix wanted = problem.adjoint(expected);
    assertThat(adjoint.data()).containsExactly(wanted.data(), within(1e-11));
    Matrix again = Matrix.zeros(4, 6);
    problem.block().addAdjoint(residual, again);
    assertThat(again.data()).containsExactly(adjoint.data(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 8, 67})
  void residualsAndAdjoints_haveTheBitsOfOneAlone(int count) {
    MatrixBlock block = problem(7, 11, count, count).block();
    Random random = new Random(count);
    Matrix[] points = new Matrix[3];
    Matrix[] adjoints = new Matrix[3];
    Arrays.setAll(points, k -> EntryProblem.gaussian(7, 11, random));
    Arrays.setAll(adjoints, k -> points[2].copy());
    double[][] residuals = new double[3][count];
    block.residualsAndAdjoints(points, residuals, adjoints);
    for (int k = 0; k < 3; k++) {
      double[] residual = new double[count];
      Matrix adjoint = points[2].copy();
      block.residualAndAdjoint(points[k], residual, adjoint);
      assertThat(residual).isEqualTo(residuals[k]);
      assertThat(adjoint).isEqualTo(adjoints[k]);
    }
  }

  @Test
  void expand_writesTheMatrixOut() {
    SensingProblem problem = problem(3, 4, 9, 5);
    double[] cells = EntryProblem.gaussian(3, 4, new Random(1)).data(); // to be overwritten
    for (int i = 0; i < 9; i++) {
      problem.block().expand(i, cells);
      assertThat(cells).containsExactly(problem.matrices()[i], within(1e-15));
    }
  }

  @Test
  void curvature_sumsTheSquaresOfTheCells() {
    SensingProblem problem = problem(4, 3, 20, 6);
    double[] rows = new double[4];
    double[] cols = new double[3];
    problem.block().addCurvature(rows, cols);
    double[] expectedRows = new double[4];
    double[] expectedCols = new double[3];
    for (double[] cells : problem.matrices()) {
      for (int j = 0; j < 12; j++) {
        expectedRows[j / 3] += cells[j] * cells[j];
        expectedCols[j % 3] += cells[j] * cells[j];
      }
    }
    assertThat(rows).containsExactly(expectedRows, within(1e-11));
    assertThat(cols).containsExactly(expectedCols, within(1e-11));
  }

  @Test
  void gradient_allocatesNoObjectPerMeasurement() {
    MeasurementBlock block = problem(5, 4, 2048, 1).block();
    Matrix u = EntryProblem.gaussian(5, 3, new Random(1));
    Matrix v = EntryProblem.gaussian(4, 3, new Random(2));
    double[] left = new double[15];
    double[] right = new double[12];
    Runnable gradient = () -> block.addLossAndGradient(u, v, left, right);
    long residualAndLessThanOneEach = 2048 * (Double.BYTES + Allocations.OBJECT / 2);
    assertThat(Allocations.bytesOf(gradient, residualAndLessThanOneEach))
        .isLessThan(residualAndLessThanOneEach);
  }
}
