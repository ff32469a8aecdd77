package org.overrank.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * Jobs that bring to the driver what partitions hold. What Spark's own methods of these names give
 * to a job are closures, for each of which it reads and parses some of its largest classes, anew
 * for every job, as told at {@link BlockTask}: in commands on small tables that is a tenth of all
 * work.
 */
public final class Jobs {
  /** So many may be added up on the driver instead of in a tree. */
  private static final int FEW = 8;

  private Jobs() {}

  /**
   * Adds two elements.
   *
   * @param <T> kind of element
   */
  @FunctionalInterface
  public interface Plus<T> extends Function2<T, T, T> {
    @Override
    T call(T one, T other);
  }

  /**
   * Brings all elements together: one job.
   *
   * @param elements any number a partition
   * @param <T> kind of element
   * @return all, in order of partitions
   */
  @SuppressWarnings("unchecked") // Arrays of what was in the partitions.
  public static <T> List<T> collect(JavaRDD<T> elements) {
    ClassTag<Object[]> arrays = ClassTag$.MODULE$.apply(Object[].class);
    Object[][] found =
        (Object[][]) elements.context().runJob(elements.rdd(), new Partition<T>(), arrays);
    List<T> all = new ArrayList<>();
    for (Object[] partition : found) {
      all.addAll((List<T>) Arrays.asList(partition));
    }
    return all;
  }

  /**
   * Adds up one element of each partition: one job, unless there are many partitions.
   *
   * @param elements one a partition, at least one
   * @param plus may modify the first of two
   * @param <T> kind of element
   * @return the sum; in what order is not fixed
   */
  public static <T> T sum(JavaRDD<T> elements, Plus<T> plus) {
    return elements.getNumPartitions() > FEW
        ? elements.treeReduce(plus)
        : collect(elements).stream().reduce(plus::call).orElseThrow();
  }

  /** A partition's elements. */
  private static final class Partition<T>
      extends AbstractFunction2<TaskContext, Iterator<T>, Object[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object[] apply(TaskContext context, Iterator<T> elements) {
      List<T> all = new ArrayList<>();
      while (elements.hasNext()) {
        all.add(elements.next());
      }
      return all.toArray();
    }
  }
}
