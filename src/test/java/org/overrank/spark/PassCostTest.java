package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.PassCost;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.InverseBlocks;
import org.overrank.objective.LineSearchQuartic;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Projection;
import org.overrank.objective.Request;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.ValueAndGradient;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Side;

/** The cost model against what Spark counts, pass by pass, at three sizes. */
class PassCostTest {
  private static final double PERCENT = 20;

  @ParameterizedTest
  @CsvSource({"400, 300, 0.2, 40, 4", "1500, 900, 0.05, 32, 6", "3000, 1200, 0.04, 64, 8"})
  void bytesOfAPass(int rows, int cols, double density, int searchRank, int partitions) {
    EntryProblem problem = EntryProblem.random(rows, cols, 2, density, false, 1);
    ProblemShape shape = ProblemShape.ofEntries(rows, cols, problem.entries().size());
    Random random = new Random(2);
    Factors point = gaussian(rows, cols, searchRank, random);
    Factors direction = gaussian(rows, cols, searchRank, random);
    JavaRDD<EntryBlock> columns = rdd(problem.transposed().blocks(partitions));
    try (Objective objective =
        new DistributedObjective(
            shape,
            rdd(problem.blocks(partitions)),
            () -> columns,
            PassCost.driverLimit(),
            Transport.BY_VALUE)) {
      expect(
          PassCost.gradient(shape, searchRank, partitions),
          objective,
          List.of(new ValueAndGradient(point)));
      expect(
          PassCost.lineSearch(shape, searchRank, partitions),
          objective,
          List.of(new LineSearchQuartic(point, direction)));
      Matrix directions = EntryProblem.gaussian(searchRank, searchRank, random);
      expect(
          PassCost.projection(shape, searchRank, searchRank, partitions),
          objective,
          List.of(new Projection(Side.ROWS, point.right(), directions, 1, true)));
      expect(
          PassCost.inverseBlocks(shape, searchRank),
          objective,
          List.of(
              new InverseBlocks(
                  Side.COLUMNS, point.left(), List.of(point.right(), direction.right()), 1)));
      expect(PassCost.adjoint(shape, searchRank), objective, List.of(new ResidualAdjoint(point)));
    }
  }

  private static void expect(PassCost cost, Objective objective, List<Request<?>> requests) {
    try (RunMetrics metrics = RunMetrics.watch(LocalSpark.session().sparkContext())) {
      objective.evaluate(requests);
      drain();
      assertThat((double) metrics.broadcastBytes())
          .as("broadcast for %s", JobLabels.words(requests))
          .isCloseTo(cost.broadcastBytes(), withPercentage(PERCENT));
      // Around what a task returns are 1 to 2 KB of its own metrics.
      if (cost.returnedBytes() > 100_000) {
        assertThat((double) metrics.resultBytes())
            .as("returned by %s", JobLabels.words(requests))
            .isCloseTo(cost.returnedBytes(), withPercentage(PERCENT));
      }
    }
  }

  @Test
  void metricsSeeAPass() {
    EntryProblem problem = EntryProblem.random(20, 10, 2, 0.5, false, 1);
    ProblemShape shape = ProblemShape.ofEntries(20, 10, problem.entries().size());
    try (RunMetrics metrics = RunMetrics.watch(LocalSpark.session().sparkContext());
        Objective objective =
            new DistributedObjective(
                shape, rdd(problem.blocks(2)), null, PassCost.driverLimit(), Transport.BY_VALUE)) {
      objective.evaluate(new ValueAndGradient(Factors.zeros(20, 10, 2)));
      drain();
      assertThat(metrics.describe()).startsWith("traffic: 1 passes, ");
      assertThat(metrics.hasLosses()).isFalse();
    }
  }

  private static Factors gaussian(int rows, int cols, int searchRank, Random random) {
    return new Factors(
        EntryProblem.gaussian(rows, searchRank, random),
        EntryProblem.gaussian(cols, searchRank, random));
  }

  private static JavaRDD<EntryBlock> rdd(List<EntryBlock> blocks) {
    JavaRDD<EntryBlock> rdd = LocalSpark.context().parallelize(blocks, blocks.size()).cache();
    rdd.count();
    return rdd;
  }

  @AfterEach
  void release() {
    LocalSpark.context().getPersistentRDDs().values().forEach(JavaRDD::unpersist);
  }

  /** Spark tells its listeners later, in a thread of its own. */
  private static void drain() {
    try {
      LocalSpark.session().sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
