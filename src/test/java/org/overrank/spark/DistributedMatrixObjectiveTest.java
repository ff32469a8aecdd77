package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.LocalSpark;
import org.overrank.data.PassCost;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.MatrixObjectiveContract;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.ValueAndGradient;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingProblem;

/** The contract again, every pass a Spark job through Kryo; and the bits of the local objective. */
class DistributedMatrixObjectiveTest extends MatrixObjectiveContract {
  @Override
  protected Objective create(SensingProblem problem, int partitions) {
    return create(problem, partitions, PassCost.driverLimit(), Transport.BY_VALUE);
  }

  private static Objective create(
      SensingProblem problem, int partitions, long driverBytes, Transport transport) {
    List<MatrixBlock> blocks = problem.blocks(partitions);
    ProblemShape shape =
        ProblemShape.ofMatrices(
            problem.spec().rows(), problem.spec().cols(), problem.targets().length);
    return new DistributedObjective(
        shape,
        LocalSpark.context().parallelize(blocks, blocks.size()),
        null,
        driverBytes,
        transport);
  }

  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void answers_equalTheLocalObjectiveToTheBit_whereverTheSumIsMade(MeasurementKind kind) {
    SensingProblem problem = SensingProblem.random(kind, 8, 11, 140, true, 3);
    Random random = new Random(6);
    for (int width : new int[] {2, 9}) {
      Factors x =
          new Factors(
              EntryProblem.gaussian(8, width, random), EntryProblem.gaussian(11, width, random));
      try (Objective local = new LocalObjective(problem.blocks(21), List.of());
          Objective handed = create(problem, 21, Long.MAX_VALUE, Transport.BY_REFERENCE);
          Objective collected = create(problem, 21, Long.MAX_VALUE, Transport.BY_VALUE);
          Objective shuffled = create(problem, 21, 0, Transport.BY_VALUE)) {
        for (Objective distributed : List.of(handed, collected, shuffled)) {
          ValueAndGradient.Answer here = local.evaluate(new ValueAndGradient(x));
          ValueAndGradient.Answer there = distributed.evaluate(new ValueAndGradient(x));
          assertThat(there.value()).isEqualTo(here.value());
          assertThat(there.gradient().left()).isEqualTo(here.gradient().left());
          assertThat(there.gradient().right()).isEqualTo(here.gradient().right());
          assertThat(distributed.evaluate(new ResidualAdjoint(x)).sums())
              .isEqualTo(local.evaluate(new ResidualAdjoint(x)).sums());
        }
      }
    }
  }
}
