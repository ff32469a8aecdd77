package org.overrank.spark;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Puts neighbouring partitions into one task, so that a pass is no more tasks than cores: to start
 * a task takes Spark a millisecond, and longer while all cores compute. The order stays.
 */
final class Neighbours implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1L;

  private Neighbours() {}

  /**
   * The same elements in the same order in fewer partitions.
   *
   * @param blocks any RDD
   * @param tasks how many partitions there may be
   * @param <B> what it holds
   * @return the RDD itself, if it has no more
   */
  static <B> RDD<B> atMost(int tasks, RDD<B> blocks) {
    return blocks.getNumPartitions() <= tasks
        ? blocks
        : blocks.coalesce(tasks, false, Option.apply(new Neighbours()), null);
  }

  @Override
  public PartitionGroup[] coalesce(int tasks, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    PartitionGroup[] groups = new PartitionGroup[tasks];
    for (int k = 0; k < tasks; k++) {
      groups[k] = new PartitionGroup(Option.empty());
      long from = (long) k * partitions.length / tasks;
      long to = (k + 1L) * partitions.length / tasks;
      for (int p = (int) from; p < to; p++) {
        groups[k].partitions().addOne(partitions[p]);
      }
    }
    return groups;
  }
}
