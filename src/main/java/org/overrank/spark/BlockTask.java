package org.overrank.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Pieces;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * What is made of every element of a partition, as a job of its own.
 *
 * <p>It is a named class and not a lambda, because Spark cleans the closures it is given: it reads
 * and parses their class files, anew for every job, which cost two fifths of a short pass. A
 * function that is no closure is taken as it is.
 *
 * @param <B> what partitions hold
 * @param <T> what is made of an element
 */
abstract class BlockTask<B, T>
    extends AbstractFunction2<TaskContext, Iterator<B>, List<@Nullable T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Runs on an executor.
   *
   * @param block an element, not modified
   * @return what is sent back
   */
  abstract T of(B block);

  @Override
  public final List<@Nullable T> apply(TaskContext context, Iterator<B> partition) {
    List<@Nullable T> results = new ArrayList<>();
    while (partition.hasNext()) {
      B block = partition.next();
      results.add(sent(results.size(), Pieces.alone(() -> of(block))));
    }
    return results;
  }

  /**
   * What travels of a result.
   *
   * @param position of its element in the partition
   * @param made of it
   * @return the same, unless a subclass knows better
   */
  @Nullable T sent(int position, T made) {
    return made;
  }

  /**
   * Runs this on every partition: one job.
   *
   * @param blocks the elements
   * @return what travelled, in partition order
   */
  @SuppressWarnings("unchecked") // An array of what apply returns.
  final List<T>[] run(RDD<B> blocks) {
    ClassTag<List<@Nullable T>> lists = ClassTag$.MODULE$.apply(List.class);
    return (List<T>[]) (List<?>[]) (Object[]) blocks.context().runJob(blocks, this, lists);
  }
}
