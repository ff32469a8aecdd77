package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
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

  @Test
  void gradient_allocatesNothing() {
    MeasurementBlock block = create(30, 11, 4);
    Matrix u = EntryProblem.gaussian(30, 4, new Random(1));
    Matrix v = EntryProblem.gaussian(11, 4, new Random(2));
    double[] gradientLeft = new double[block.touched(Side.ROWS).size() * 4];
    double[] gradientRight = new double[block.touched(Side.COLUMNS).size() * 4];
    Runnable gradient = () -> block.addLossAndGradient(u, v, gradientLeft, gradientRight);
    bytesOf(gradient, 2000); // warm
    assertThat(bytesOf(gradient, 5000)).isEqualTo(bytesOf(gradient, 500));
  }
}
