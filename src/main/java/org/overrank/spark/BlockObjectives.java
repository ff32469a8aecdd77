package org.overrank.spark;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.sensing.MeasurementBlock;

/** Objectives over the blocks of an RDD: which way of passing over them is the quicker. */
public final class BlockObjectives {
  /**
   * To run a job takes Spark some milliseconds. In the driver's JVM a loop over so many bytes,
   * about 13,000 entries, takes one thread less.
   */
  private static final long FEW_BYTES = 1 << 18;

  private BlockObjectives() {}

  /**
   * An objective over blocks: a pass is a job, or a loop where the tasks would run in this JVM and
   * the blocks are small. The bits are the same.
   *
   * @param shape the size of the problem
   * @param byRows one block a partition; see {@link DistributedObjective}
   * @param byColumns the transposed copy of entries, asked for when a pass first needs it; null for
   *     measurements without such a copy
   * @param bytes that the blocks take
   * @return the objective; the blocks belong to the caller, who persists and releases them
   */
  public static Objective over(
      ProblemShape shape,
      JavaRDD<? extends MeasurementBlock> byRows,
      @Nullable Supplier<? extends JavaRDD<? extends MeasurementBlock>> byColumns,
      long bytes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(byRows.context());
    if (!context.isLocal() || bytes > FEW_BYTES) {
      return new DistributedObjective(shape, byRows, byColumns);
    }
    return new LocalObjective(
        shape,
        here(context, byRows),
        () -> byColumns == null ? List.of() : here(context, byColumns.get()));
  }

  private static List<? extends MeasurementBlock> here(
      JavaSparkContext context, JavaRDD<? extends MeasurementBlock> blocks) {
    return JobLabels.during(
        context.sc(), "bringing a few measurements together", () -> Jobs.collect(blocks));
  }
}
