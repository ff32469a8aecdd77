package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.PassCost;
import org.overrank.fit.Fit;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Projection;
import org.overrank.objective.Request;
import org.overrank.objective.ValueAndGradient;
import org.overrank.run.ResourceEstimate;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Side;

/**
 * The driver's memory and the flops of the cost model against measurements, at three sizes.
 *
 * <p>Times want a quiet machine, so this is no part of every build: {@code mvn verify -Pattack
 * -Dcluster.tests=scale -Dtest=none} writes {@code target/scale.md}.
 */
@Tag("scale")
class ScaleIT {
  private static final int PARTITIONS = 8;
  private static final int REPEATS = 40;
  private static final int PASSES = 100;
  private static final StringBuilder MEMORY =
      new StringBuilder("| size | R | driver, model | measured |\n|---|---|---|---|\n");
  private static final StringBuilder FLOPS =
      new StringBuilder("| size | R | gradient, Gflop/s | row sweep |\n|---|---|---|---|\n");

  @AfterAll
  static void write() throws Exception {
    Files.writeString(Path.of("target", "scale.md"), MEMORY + "\n" + FLOPS);
  }

  @ParameterizedTest
  @CsvSource({"3000, 1000, 0.05, 48", "8000, 1500, 0.02, 64", "12000, 2000, 0.015, 96"})
  void driverMemory(int rows, int cols, double density, int searchRank) throws Exception {
    // Of full rank, so that no column dies and is dropped.
    EntryProblem problem = EntryProblem.random(rows, cols, searchRank, density, false, 1);
    ProblemShape shape = ProblemShape.ofEntries(rows, cols, problem.entries().size());
    JavaRDD<EntryBlock> rowBlocks = rdd(problem.blocks(PARTITIONS));
    JavaRDD<EntryBlock> columnBlocks = rdd(problem.transposed().blocks(PARTITIONS));
    problem = null;
    ResourceEstimate estimate =
        ResourceEstimate.ofEntries(shape, searchRank, PARTITIONS, SolverKind.VARIABLE_PROJECTION);
    double model = estimate.driverBytes() - ResourceEstimate.SPARK_BYTES;
    double measured;
    try (Objective objective =
        new DistributedObjective(
            shape, rowBlocks, () -> columnBlocks, PassCost.driverLimit(), Transport.BY_VALUE)) {
      // What Spark and the JVM keep once they have run is Spark's part.
      fit(objective, 2, PASSES / 4);
      measured = LiveHeap.peakDuring(() -> fit(objective, searchRank, PASSES));
    } finally {
      rowBlocks.unpersist();
      columnBlocks.unpersist();
    }
    MEMORY.append(
        String.format(
            Locale.ROOT,
            "| %d × %d, N = %,d | %d | %.0f MB | %.0f MB |%n",
            rows,
            cols,
            shape.measurements(),
            searchRank,
            model / (1 << 20),
            measured / (1 << 20)));
    assertThat(measured).isBetween(model / 1.2, model * 1.2);
  }

  /**
   * The model's flops by the clock: the same rate at every size, if the model is right. Times are
   * written down, not asserted.
   */
  @ParameterizedTest
  @CsvSource({
    "2000, 1000, 0.1, 64",
    "4000, 1500, 0.1, 64",
    "8000, 2500, 0.1, 64",
    "8000, 2500, 0.01, 64"
  })
  void flops(int rows, int cols, double density, int searchRank) {
    EntryProblem problem = EntryProblem.random(rows, cols, 3, density, false, 1);
    ProblemShape shape = ProblemShape.ofEntries(rows, cols, problem.entries().size());
    Random random = new Random(2);
    Factors point =
        new Factors(
            EntryProblem.gaussian(rows, searchRank, random),
            EntryProblem.gaussian(cols, searchRank, random));
    try (Objective local =
        new LocalObjective(problem.blocks(PARTITIONS), problem.transposed().blocks(PARTITIONS))) {
      double gradient =
          flopsPerNanosecond(
              local, new ValueAndGradient(point), PassCost.gradient(shape, searchRank, 1).flops());
      double sweep =
          flopsPerNanosecond(
              local,
              new Projection(Side.ROWS, point.right(), Matrix.zeros(searchRank, 0), 1, true),
              PassCost.projection(shape, searchRank, 0, 1).flops());
      FLOPS.append(
          String.format(
              Locale.ROOT,
              "| %d × %d, N = %,d | %d | %.1f | %.1f |%n",
              rows,
              cols,
              shape.measurements(),
              searchRank,
              gradient,
              sweep));
    }
  }

  private static void fit(Objective objective, int searchRank, int passes) {
    FitSettings settings =
        FitSettings.builder()
            .lambda(1e-4)
            .searchRank(searchRank)
            .solver(SolverKind.VARIABLE_PROJECTION)
            .relativeGap(1e-12)
            .maxPasses(passes)
            .build();
    new Fit(objective, settings, row -> {}).run();
  }

  private static double flopsPerNanosecond(Objective local, Request<?> request, double flops) {
    long best = Long.MAX_VALUE;
    for (int k = 0; k < REPEATS; k++) {
      long began = System.nanoTime();
      local.evaluate(List.of(request));
      best = Math.min(best, System.nanoTime() - began);
    }
    return flops / best;
  }

  private static JavaRDD<EntryBlock> rdd(List<EntryBlock> blocks) {
    JavaRDD<EntryBlock> rdd = LocalSpark.context().parallelize(blocks, blocks.size()).cache();
    rdd.count();
    return rdd;
  }
}
