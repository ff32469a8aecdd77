package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.FloatMatrix;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowMatrix;

class EntryBlockTest extends MeasurementBlockContract {
  /** The second of three blocks of a matrix, so that its rows do not begin at 0. */
  @Override
  protected MeasurementBlock create(int rows, int cols, long seed) {
    EntryProblem problem = EntryProblem.random(rows, cols, 2, 0.7, seed % 2 == 0, seed);
    return rows < 3 ? problem.blocks(1).get(0) : problem.blocks(3).get(1);
  }

  @Test
  void arraysThatDoNotFit_areRefused() {
    assertThatThrownBy(
            () ->
                new EntryBlock(
                    2, 2, new RowRange(0, 2), new int[] {0, 1, 1}, new int[2], new double[2], null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void coefficient_isOneWithoutCoefficients() {
    EntryBlock block =
        new EntryBlock(
            1, 1, new RowRange(0, 1), new int[] {0, 1}, new int[1], new double[] {3}, null);
    assertThat(block.coefficient(0)).isEqualTo(1);
    assertThat(block.target(0)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"4, DOUBLE", "40, DOUBLE", "4, FLOAT", "40, FLOAT"})
  void gradient_allocatesNothing(int width, Storage storage) {
    EntryBlock block = (EntryBlock) create(30, 61, 4);
    RowMatrix u = stored(EntryProblem.gaussian(30, width, new Random(1)), storage);
    RowMatrix v = stored(EntryProblem.gaussian(61, width, new Random(2)), storage);
    double[] gradientLeft = new double[block.touched(Side.ROWS).size() * width];
    double[] gradientRight = new double[block.touched(Side.COLUMNS).size() * width];
    Runnable gradient = () -> block.addLossAndGradient(u, v, gradientLeft, gradientRight);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200 && least >= 1600; round++) {
      least = Math.min(least, bytesOf(gradient, 100));
    }
    assertThat(least).isLessThan(1600); // An object in a pass would be 16 bytes.
  }

  private static RowMatrix stored(Matrix matrix, Storage storage) {
    return storage == Storage.FLOAT ? FloatMatrix.nearest(matrix) : matrix;
  }

  /** Scalar loops, vector instructions, and tiles; any of the factors as floats. */
  @ParameterizedTest
  @ValueSource(ints = {3, 21, 700})
  void factorsOfFloats_giveTheBitsOfTheSameDoubles(int width) {
    EntryBlock block = EntryProblem.random(20, 150, 2, 0.6, true, 8).blocks(2).get(1);
    Random random = new Random(width);
    RowMatrix[] rounded = {
      FloatMatrix.nearest(EntryProblem.gaussian(20, width, random)),
      FloatMatrix.nearest(EntryProblem.gaussian(150, width, random)),
      FloatMatrix.nearest(EntryProblem.gaussian(20, width, random)),
      FloatMatrix.nearest(EntryProblem.gaussian(150, width, random))
    };
    Matrix[] wide = new Matrix[4];
    for (int i = 0; i < 4; i++) {
      assertThat(rounded[i]).isInstanceOf(FloatMatrix.class);
      wide[i] = rounded[i].asDoubles();
    }
    double[] expected = results(block, wide);
    assertThat(results(block, rounded)).isEqualTo(expected);
    assertThat(results(block, wide[0], rounded[1], wide[2], rounded[3])).isEqualTo(expected);
    assertThat(results(block, rounded[0], wide[1], rounded[2], wide[3])).isEqualTo(expected);
  }

  /** All that passes of a solver make of a point and a direction, one after the other. */
  private static double[] results(EntryBlock block, RowMatrix... factors) {
    int width = factors[0].cols();
    double[] left = new double[block.range().size() * width];
    double[] right = new double[block.cols() * width];
    double[] alone = left.clone();
    double[] solved = left.clone();
    double[] gradient = left.clone();
    double[] onlySolved = left.clone();
    double[] line = new double[5];
    RidgeSweep sweep = new RidgeSweep(width, 0.2);
    double[] losses = {
      block.addLossAndGradient(factors[0], factors[1], left, right),
      block.addLossAndLeftGradient(factors[0], factors[1], alone),
      sweep.solve(block, factors[0], factors[1], solved, gradient)
    };
    sweep.solve(block, factors[1], onlySolved);
    block.addLineCoefficients(factors[0], factors[1], factors[2], factors[3], line);
    return Stream.of(losses, left, right, alone, solved, gradient, onlySolved, line)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** Wide factors cut the columns into tiles; that must change neither gradients nor their bits. */
  @Test
  void tiledColumns_giveTheBitsOfOneEntryAfterTheOther() {
    int width = 700;
    EntryProblem problem = EntryProblem.random(6, 400, 2, 0.6, true, 8);
    EntryBlock block = problem.blocks(1).get(0);
    assertThat(block.tiles(width).count()).isGreaterThan(3);
    Matrix u = EntryProblem.gaussian(6, width, new Random(1));
    Matrix v = EntryProblem.gaussian(400, width, new Random(2));
    double[] left = new double[6 * width];
    double[] right = new double[400 * width];
    double loss = block.addLossAndGradient(u, v, left, right);
    double[] expectedLeft = new double[6 * width];
    double[] expectedRight = new double[400 * width];
    double expected = 0;
    for (EntryProblem.Entry e : problem.entries()) {
      double product = Dot.product(u.data(), e.row() * width, v.data(), e.col() * width, width);
      double r = e.coefficient() * product - e.target();
      expected += r * r;
      double weight = e.coefficient() * r;
      Axpy.add(weight, v.data(), e.col() * width, expectedLeft, e.row() * width, width);
      Axpy.add(weight, u.data(), e.row() * width, expectedRight, e.col() * width, width);
    }
    assertThat(left).isEqualTo(expectedLeft);
    assertThat(right).isEqualTo(expectedRight);
    assertThat(loss).isCloseTo(expected, within(1e-12 * expected));
  }
}
