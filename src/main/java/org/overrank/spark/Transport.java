package org.overrank.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

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
    @SuppressWarnings("unchecked") // What a BlockTask sends is a list of what it makes.
    <B, T> List<T> collect(JavaRDD<B> blocks, BlockTask<B, T> task) {
      return inOrder(task.run(blocks.rdd()), sent -> (List<T>) sent);
    }
  },

  /** References: for tasks in the driver's JVM, which must not modify what they are given. */
  BY_REFERENCE {
    @Override
    <T> Shared<T> share(JavaSparkContext context, T value) {
      return Shared.reference(value);
    }

    @Override
    <B, T> List<T> collect(JavaRDD<B> blocks, BlockTask<B, T> task) {
      Map<Long, List<T>> results = new ConcurrentHashMap<>();
      int cores = blocks.context().defaultParallelism();
      try (Neighbours<B> groups = new Neighbours<>(blocks.rdd(), cores);
          Shared<Map<Long, List<T>>> shared = Shared.reference(results)) {
        return inOrder(new Deposit<>(task, shared).run(groups), results::get);
      }
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
   * Runs a task on every element: one job.
   *
   * @param blocks the elements
   * @param task what to do with it
   * @param <B> what partitions hold
   * @param <T> what is made of an element
   * @return the results in the elements' order
   */
  abstract <B, T> List<T> collect(JavaRDD<B> blocks, BlockTask<B, T> task);

  private static <T> List<T> inOrder(Object[] sent, Function<Object, List<T>> results) {
    List<T> all = new ArrayList<>();
    for (Object each : sent) {
      all.addAll(results.apply(each));
    }
    return all;
  }

  /** Puts a task's results beside those of the others; what travels is the attempt's number. */
  private static final class Deposit<B, T> extends BlockTask<B, T> {
    private static final long serialVersionUID = 1L;
    private final BlockTask<B, T> task;
    private final Shared<Map<Long, List<T>>> results;

    Deposit(BlockTask<B, T> task, Shared<Map<Long, List<T>>> results) {
      this.task = task;
      this.results = results;
    }

    @Override
    T of(B block) {
      return task.of(block);
    }

    @Override
    Object sent(List<T> made) {
      long attempt = TaskContext.get().taskAttemptId();
      results.value().put(attempt, made);
      return attempt;
    }
  }
}
