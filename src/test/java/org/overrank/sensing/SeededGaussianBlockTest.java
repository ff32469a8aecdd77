package org.overrank.sensing;

class SeededGaussianBlockTest extends MatrixBlockContract {
  @Override
  protected SensingProblem problem(int rows, int cols, int count, long seed) {
    return SensingProblem.random(
        MeasurementKind.SEEDED_GAUSSIAN, rows, cols, count, seed % 2 == 0, seed);
  }
}
