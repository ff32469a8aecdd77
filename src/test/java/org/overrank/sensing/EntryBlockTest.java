package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Allocations;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;

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
  @ValueSource(ints = {4, 40})
  void gradient_allocatesNothingPerEntry(int width) {
    EntryBlock block = (EntryBlock) create(30, 61, 4);
    Matrix u = EntryProblem.gaussian(30, width, new Random(1));
    Matrix v = EntryProblem.gaussian(61, width, new Random(2));
    double[] gradientLeft = new double[block.touched(Side.ROWS).size() * width];
    double[] gradientRight = new double[block.touched(Side.COLUMNS).size() * width];
    Runnable gradient = () -> block.addLossAndGradient(u, v, gradientLeft, gradientRight);
    long lessThanOnePerEntry = block.count() * Allocations.OBJECT / 2;
    assertThat(Allocations.bytesOf(gradient, lessThanOnePerEntry)).isLessThan(lessThanOnePerEntry);
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
