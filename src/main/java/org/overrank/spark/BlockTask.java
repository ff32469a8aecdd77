package org.overrank.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
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
abstract class BlockTask<B, T> extends AbstractFunction2<TaskContext, Iterator<B>, Object>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Runs on an executor.
   *
   * @param block an element, not modified
   * @return what is sent back
   */
  abstract T of(B block);

  @Override
  public final Object apply(TaskContext context, Iterator<B> partition) {
    List<T> results = new ArrayList<>();
    while (partition.hasNext()) {
      B block = partition.next();
      results.add(Pieces.alone(() -> of(block)));
    }
    return sent(results);
  }

  /**
   * What travels in place of a partition's results.
   *
   * @param results one for each element
   * @return the same, unless a subclass knows better
   */
  Object sent(List<T> results) {
    return results;
  }

  /**
   * Runs this on every partition: one job.
   *
   * @param blocks the elements
   * @return what travelled, in partition order
   */
  final Object[] run(RDD<B> blocks) {
    ClassTag<Object> any = ClassTag$.MODULE$.Object();
    return (Object[]) blocks.context().runJob(blocks, this, any);
  }
}
