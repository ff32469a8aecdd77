package org.overrank.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Pieces;
import org.overrank.objective.GrowingSum;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.OrderedTree.GroupSum;

/**
 * How what a pass needs gets to its tasks, and how what they make of it gets back.
 *
 * <p>Spark writes every broadcast and every result out as bytes, in one JVM too, where a pass over
 * a million entries spends most of its time on it. With a local master both sides therefore hand
 * over references. The bits are the same.
 */
public enum Transport {
  /** Broadcasts and task results: works wherever executors are. */
  BY_VALUE {
    @Override
    <T> Shared<T> share(JavaSparkContext context, T value) {
      return Shared.broadcast(context, value);
    }

    @Override
    <B, T> T sum(JavaRDD<B> blocks, BlockTask<B, T> task, GroupSum<T> groupSum, boolean onDriver) {
      return onDriver
          ? TreeSum.onDriver(blocks, task, groupSum)
          : TreeSum.inShuffles(blocks.map(block -> Pieces.alone(() -> task.of(block))), groupSum);
    }
  },

  /** References: for tasks in the driver's JVM, which must not modify what they are given. */
  BY_REFERENCE {
    @Override
    <T> Shared<T> share(JavaSparkContext context, T value) {
      return Shared.reference(value);
    }

    @Override
    <B, T> T sum(JavaRDD<B> blocks, BlockTask<B, T> task, GroupSum<T> groupSum, boolean onDriver) {
      int cores = blocks.context().defaultParallelism();
      GrowingSum<T> sum = new GrowingSum<>(blocks.getNumPartitions(), groupSum);
      try (Neighbours<B> groups = new Neighbours<>(blocks.rdd(), cores);
          Shared<GrowingSum<T>> shared = Shared.reference(sum)) {
        new Addition<>(task, shared, groups.starts()).run(groups);
      }
      return sum.sum();
    }
  };

  /**
   * What suits a context.
   *
   * @param context where the tasks run
   * @return by reference, if they run here
   */
  static Transport of(JavaSparkContext context) {
    return context.isLocal() ? BY_REFERENCE : BY_VALUE;
  }

  /**
   * Makes a value known to tasks.
   *
   * @param context where the tasks run
   * @param value not modified while it is shared
   * @param <T> kind of value
   * @return to be closed
   */
  abstract <T> Shared<T> share(JavaSparkContext context, T value);

  /**
   * Adds what a task makes of every element, in the order of {@link OrderedTree}: one job, but for
   * shuffles.
   *
   * @param blocks one element a partition
   * @param task makes a contribution of each
   * @param groupSum adds some of them
   * @param onDriver whether all contributions fit the driver at once, if they travel
   * @param <B> kind of block
   * @param <T> kind of contribution
   * @return the sum
   */
  abstract <B, T> T sum(
      JavaRDD<B> blocks, BlockTask<B, T> task, GroupSum<T> groupSum, boolean onDriver);

  /** Adds a task's results to those of the others as they are made; nothing travels. */
  private static final class Addition<B, T> extends BlockTask<B, T> {
    private static final long serialVersionUID = 1L;
    private final BlockTask<B, T> task;
    private final Shared<GrowingSum<T>> sum;
    private final int[] starts;

    Addition(BlockTask<B, T> task, Shared<GrowingSum<T>> sum, int[] starts) {
      this.task = task;
      this.sum = sum;
      this.starts = starts;
    }

    @Override
    T of(B block) {
      return task.of(block);
    }

    @Override
    @Nullable T sent(int position, T made) {
      int index = starts[TaskContext.getPartitionId()] + position;
      Pieces.alone(
          () -> {
            sum.value().add(index, made);
            return index;
          });
      return null;
    }
  }
}
