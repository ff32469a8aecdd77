package org.overrank.objective;

import java.util.List;
import org.overrank.sensing.SensingProblem;

class LocalMatrixObjectiveTest extends MatrixObjectiveContract {
  @Override
  protected Objective create(SensingProblem problem, int partitions) {
    return new LocalObjective(problem.blocks(partitions), List.of());
  }
}
