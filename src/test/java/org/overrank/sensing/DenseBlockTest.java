package org.overrank.sensing;

class DenseBlockTest extends MatrixBlockContract {
  @Override
  protected SensingProblem problem(int rows, int cols, int count, long seed) {
    return SensingProblem.random(MeasurementKind.DENSE, rows, cols, count, seed % 2 == 0, seed);
  }
}
