package org.overrank.objective;

import org.overrank.sensing.EntryProblem;

class LocalObjectiveTest extends ObjectiveContract {
  @Override
  protected Objective create(EntryProblem problem, int partitions) {
    return new LocalObjective(problem.blocks(partitions), problem.transposed().blocks(partitions));
  }
}
