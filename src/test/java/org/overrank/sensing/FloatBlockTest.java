package org.overrank.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.InvalidInputException;

class FloatBlockTest extends MatrixBlockContract {
  @Override
  protected SensingProblem problem(int rows, int cols, int count, long seed) {
    return SensingProblem.random(spec(rows, cols, Storage.FLOAT), count, seed % 2 == 0, seed);
  }

  private static BlockSpec spec(int rows, int cols, Storage storage) {
    return new BlockSpec(MeasurementKind.DENSE, rows, cols, storage, 0);
  }

  @Test
  void floats_takeHalfTheMemory() {
    List<Measurement> measurements =
        SensingProblem.random(MeasurementKind.DENSE, 40, 40, 50, false, 1).measurements();
    long floats = spec(40, 40, Storage.FLOAT).build(measurements).bytes();
    long doubles = spec(40, 40, Storage.DOUBLE).build(measurements).bytes();
    assertThat((double) floats / doubles).isBetween(0.49, 0.52);
  }

  @ParameterizedTest
  @CsvSource({"1e39, too large", "-1e39, too large", "1e-60, too small"})
  void aCellThatNoFloatCanHold_isRefused(double cell, String why) {
    List<Measurement> measurements =
        List.of(new Measurement(new SensingMatrix.Dense(new double[] {1, cell}), 1, 1));
    assertThatThrownBy(() -> spec(1, 2, Storage.FLOAT).build(measurements))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why + " for storage float");
  }
}
