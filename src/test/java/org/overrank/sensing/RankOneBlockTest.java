package org.overrank.sensing;

class RankOneBlockTest extends MatrixBlockContract {
  @Override
  protected SensingProblem problem(int rows, int cols, int count, long seed) {
    return SensingProblem.random(MeasurementKind.RANK_ONE, rows, cols, count, seed % 2 == 0, seed);
  }
}
