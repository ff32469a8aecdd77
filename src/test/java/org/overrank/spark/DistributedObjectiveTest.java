package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;
import org.overrank.data.PassCost;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.InverseBlocks;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.ObjectiveContract;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Projection;
import org.overrank.objective.Residual;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.ValueAndGradient;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Side;

/** The contract again, every pass a Spark job through Kryo; and the bits of the local objective. */
class DistributedObjectiveTest extends ObjectiveContract {
  @Override
  protected Objective create(EntryProblem problem, int partitions) {
    return create(problem, partitions, PassCost.driverLimit(), Transport.BY_VALUE);
  }

  private static DistributedObjective create(
      EntryProblem problem, int partitions, long driverBytes, Transport transport) {
    ProblemShape shape =
        ProblemShape.ofEntries(problem.rows(), problem.cols(), problem.entries().size());
    JavaRDD<EntryBlock> columns = rdd(problem.transposed().blocks(partitions));
    return new DistributedObjective(
        shape, rdd(problem.blocks(partitions)), () -> columns, driverBytes, transport);
  }

  private static JavaRDD<EntryBlock> rdd(List<EntryBlock> blocks) {
    return LocalSpark.context().parallelize(blocks, blocks.size());
  }

  @Test
  void answers_equalTheLocalObjectiveToTheBit_whereverTheSumIsMade() {
    EntryProblem problem = EntryProblem.random(90, 40, 3, 0.4, true, 5);
    Random random = new Random(6);
    Factors x =
        new Factors(EntryProblem.gaussian(90, 7, random), EntryProblem.gaussian(40, 7, random));
    int partitions = 21;
    try (Objective local =
            new LocalObjective(
                problem.blocks(partitions), problem.transposed().blocks(partitions));
        Objective handed = create(problem, partitions, Long.MAX_VALUE, Transport.BY_REFERENCE);
        Objective collected = create(problem, partitions, Long.MAX_VALUE, Transport.BY_VALUE);
        Objective shuffled = create(problem, partitions, 0, Transport.BY_VALUE)) {
      for (Objective distributed : List.of(handed, collected, shuffled)) {
        ValueAndGradient.Answer here = local.evaluate(new ValueAndGradient(x));
        ValueAndGradient.Answer there = distributed.evaluate(new ValueAndGradient(x));
        assertThat(there.value()).isEqualTo(here.value());
        assertThat(there.gradient().left()).isEqualTo(here.gradient().left());
        assertThat(there.gradient().right()).isEqualTo(here.gradient().right());
        InverseBlocks blocks =
            new InverseBlocks(Side.COLUMNS, x.left(), List.of(x.right(), x.right()), 1);
        assertThat(distributed.evaluate(blocks)).isEqualTo(local.evaluate(blocks));
        Projection projection =
            new Projection(Side.ROWS, x.right(), Matrix.identity(x.searchRank()), 1, true);
        assertThat(distributed.evaluate(projection)).isEqualTo(local.evaluate(projection));
        assertThat(distributed.evaluate(new ResidualAdjoint(x)).sums())
            .isEqualTo(local.evaluate(new ResidualAdjoint(x)).sums());
        assertThat(products(distributed, x)).isEqualTo(products(local, x));
      }
    }
  }

  private static List<Matrix> products(Objective objective, Factors x) {
    try (Residual residual = objective.residual(x, 1)) {
      return List.of(residual.transposedTimes(x.left()), residual.gramTimes(x.right()));
    }
  }

  @Test
  void broadcasts_areGoneAfterAPass() {
    EntryProblem problem = EntryProblem.random(10, 8, 2, 0.5, false, 1);
    Factors x = Factors.zeros(10, 8, 2);
    Set<Integer> before = LocalSpark.persisted();
    try (Objective objective = create(problem, 3)) {
      objective.evaluate(new ValueAndGradient(x));
      assertThat(LocalSpark.persisted()).isEqualTo(before);
      try (Residual residual = objective.residual(x, 1)) {
        assertThat(residual.sums().targetNormSquared()).isPositive();
        assertThat(LocalSpark.persisted()).hasSize(before.size() + 1);
      }
      assertThat(LocalSpark.persisted()).isEqualTo(before);
    }
  }
}
