package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
