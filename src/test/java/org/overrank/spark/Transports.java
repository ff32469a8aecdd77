package org.overrank.spark;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.overrank.data.PassCost;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.sensing.EntryBlock;

/** What a local master does not do by itself, for measuring it. */
public final class Transports {
  private Transports() {}

  /**
   * Blocks as they are in a real run: kept by the executors, and no part of the tasks that are
   * sent.
   *
   * @param context where the tasks run: this JVM
   * @param blocks one a partition
   * @return to be persisted before the second pass
   */
  public static JavaRDD<EntryBlock> spread(JavaSparkContext context, List<EntryBlock> blocks) {
    Shared<List<EntryBlock>> shared = Shared.reference(blocks);
    List<Integer> numbers = IntStream.range(0, blocks.size()).boxed().toList();
    return context.parallelize(numbers, blocks.size()).map(k -> shared.value().get(k));
  }

  /**
   * An objective that broadcasts requests and gets results back as bytes, as on a cluster.
   *
   * @param shape the size of the problem
   * @param byRows one block a partition
   * @return the objective, without half-sweeps
   */
  public static Objective byValue(ProblemShape shape, JavaRDD<EntryBlock> byRows) {
    return new DistributedObjective(
        shape, byRows, null, PassCost.driverLimit(), Transport.BY_VALUE);
  }
}
