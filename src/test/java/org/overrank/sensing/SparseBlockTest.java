package org.overrank.sensing;

class SparseBlockTest extends MatrixBlockContract {
  @Override
  protected SensingProblem problem(int rows, int cols, int count, long seed) {
    return SensingProblem.random(MeasurementKind.SPARSE, rows, cols, count, seed % 2 == 0, seed);
  }
}
