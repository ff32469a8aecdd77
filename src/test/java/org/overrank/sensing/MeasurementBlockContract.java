package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Matrix;

/** What every kind of block must do: the dot-test first of all. */
abstract class MeasurementBlockContract {
  /** A block of so many measurements of d1 × d2 matrices, about. */
  protected abstract MeasurementBlock create(int rows, int cols, long seed);

  private MeasurementBlock block(int seed) {
    int[][] shapes = {{1, 1}, {2, 15}, {15, 2}, {9, 9}, {30, 11}};
    int[] shape = shapes[seed % shapes.length];
    return create(shape[0], shape[1], seed);
  }

  private static Matrix left(MeasurementBlock block, int width, long seed) {
    return EntryProblem.gaussian(block.rows(), width, new Random(seed));
  }

  private static Matrix right(MeasurementBlock block, int width, long seed) {
    return EntryProblem.gaussian(block.cols(), width, new Random(seed + 1000));
  }

  private static double[] vector(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }

  /** out of addAdjointTimes, spread over all rows of the side. */
  private static Matrix adjointTimes(MeasurementBlock block, Side side, double[] z, Matrix x) {
    RowRange range = block.touched(side);
    double[] slice = new double[range.size() * x.cols()];
    block.addAdjointTimes(side, z, x, slice);
    Matrix all = Matrix.zeros(side == Side.ROWS ? block.rows() : block.cols(), x.cols());
    System.arraycopy(slice, 0, all.data(), range.start() * x.cols(), slice.length);
    return all;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void dotTest_forwardAndAdjointAgree(int seed) {
    MeasurementBlock block = block(seed);
    int width = 1 + seed;
    Matrix u = left(block, width, seed);
    Matrix v = right(block, width, seed);
    double[] z = vector(block.count(), seed);
    double[] image = new double[block.count()];
    block.forward(u, v, image);
    // ⟨A(UVᵀ), z⟩ = ⟨U, A*(z)V⟩ = ⟨V, A*(z)ᵀU⟩
    double expected = dot(image, z);
    double size = Math.sqrt(dot(image, image) * dot(z, z)) + 1e-300;
    assertThat(dot(u.data(), adjointTimes(block, Side.ROWS, z, v).data()))
        .isCloseTo(expected, within(1e-13 * size));
    assertThat(dot(v.data(), adjointTimes(block, Side.COLUMNS, z, u).data()))
        .isCloseTo(expected, within(1e-13 * size));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void fusedGradient_equalsTheComposedOne(int seed) {
    MeasurementBlock block = block(seed);
    int width = 1 + seed;
    Matrix u = left(block, width, seed);
    Matrix v = right(block, width, seed);
    double[] residual = new double[block.count()];
    block.forward(u, v, residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= block.target(i);
    }
    RowRange rows = block.touched(Side.ROWS);
    double[] gradientLeft = new double[rows.size() * width];
    double[] gradientRight = new double[block.touched(Side.COLUMNS).size() * width];
    double loss = block.addLossAndGradient(u, v, gradientLeft, gradientRight);
    assertThat(loss).isCloseTo(dot(residual, residual), within(1e-13 * (1 + loss)));
    double[] composedLeft = new double[gradientLeft.length];
    block.addAdjointTimes(Side.ROWS, residual, v, composedLeft);
    double[] composedRight = new double[gradientRight.length];
    block.addAdjointTimes(Side.COLUMNS, residual, u, composedRight);
    assertThat(gradientLeft).containsExactly(composedLeft, within(1e-12 * (1 + loss)));
    assertThat(gradientRight).containsExactly(composedRight, within(1e-12 * (1 + loss)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void lineCoefficients_equalTheComposedOnes(int seed) {
    MeasurementBlock block = block(seed);
    Matrix u = left(block, 3, seed);
    Matrix v = right(block, 3, seed);
    Matrix p = left(block, 3, seed + 1);
    Matrix q = right(block, 3, seed + 1);
    double[] out = new double[5];
    block.addLineCoefficients(u, v, p, q, out);
    double step = 0.37;
    double[] moved = new double[block.count()];
    block.forward(plus(u, step, p), plus(v, step, q), moved);
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= block.target(i);
    }
    double polynomial =
        out[0] + step * (out[1] + step * (out[2] + step * (out[3] + step * out[4])));
    assertThat(polynomial).isCloseTo(dot(moved, moved), within(1e-11 * (1 + polynomial)));
  }

  private static Matrix plus(Matrix x, double step, Matrix d) {
    Matrix result = x.copy();
    for (int i = 0; i < result.data().length; i++) {
      result.data()[i] += step * d.data()[i];
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void kernels_modifyNoInput(int seed) {
    MeasurementBlock block = block(seed);
    Matrix u = left(block, 4, seed);
    Matrix v = right(block, 4, seed);
    Matrix uBefore = u.copy();
    Matrix vBefore = v.copy();
    double[] z = vector(block.count(), seed);
    double[] zBefore = z.clone();
    block.addLossAndGradient(
        u,
        v,
        new double[block.touched(Side.ROWS).size() * 4],
        new double[block.touched(Side.COLUMNS).size() * 4]);
    block.addLineCoefficients(u, v, u, v, new double[5]);
    adjointTimes(block, Side.ROWS, z, v);
    assertThat(u).isEqualTo(uBefore);
    assertThat(v).isEqualTo(vBefore);
    assertThat(z).isEqualTo(zBefore);
  }
}
