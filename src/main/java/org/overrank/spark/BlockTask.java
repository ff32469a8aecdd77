package org.overrank.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * What is made of the one element of a partition, as a job of its own.
 *
 * <p>It is a named class and not a lambda, because Spark cleans the closures it is given: it reads
 * and parses their class files, anew for every job, which cost two fifths of a short pass. A
 * function that is no closure is taken as it is.
 *
 * @param <B> what a partition holds
 * @param <T> what is made of it
 */
abstract class BlockTask<B, T> extends AbstractFunction2<TaskContext, Iterator<B>, T>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Runs on an executor.
   *
   * @param block the partition's element, not modified
   * @return what is sent back
   */
  abstract T of(B block);

  @Override
  public final T apply(TaskContext context, Iterator<B> partition) {
    return of(partition.next());
  }

  /**
   * Runs this on every partition: one job.
   *
   * @param blocks one element a partition
   * @return the results in partition order
   */
  @SuppressWarnings("unchecked") // An array of Object holds any of them.
  final List<T> collect(JavaRDD<B> blocks) {
    ClassTag<T> any = (ClassTag<T>) (ClassTag<?>) ClassTag$.MODULE$.Object();
    return Arrays.asList((T[]) blocks.context().runJob(blocks.rdd(), this, any));
  }
}
