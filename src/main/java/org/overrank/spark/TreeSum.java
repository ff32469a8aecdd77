package org.overrank.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.overrank.linalg.Pieces;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.OrderedTree.GroupSum;
import scala.Tuple2;

/**
 * Adds the contributions of all partitions, in one order, whatever the cluster does.
 *
 * <p>Spark's own {@code treeAggregate} adds in the order of arrival and is not reproducible. Here
 * the order is that of {@link OrderedTree}: small contributions are collected and added on the
 * driver, large ones are added group by group in shuffles, and where nothing has to travel each
 * group as soon as it is complete; the bits are the same.
 */
final class TreeSum {
  private TreeSum() {}

  /**
   * Adds where it is cheaper.
   *
   * @param blocks one element a partition
   * @param task makes a contribution of each
   * @param groupSum adds some of them
   * @param overlappingDoubles how many doubles every partition contributes in full
   * @param driverBytes how much of that may be brought to the driver
   * @param transport how it is brought there
   * @param <B> kind of block
   * @param <T> kind of contribution
   * @return the sum
   */
  static <B, T> T of(
      JavaRDD<B> blocks,
      BlockTask<B, T> task,
      GroupSum<T> groupSum,
      long overlappingDoubles,
      long driverBytes,
      Transport transport) {
    double bytes = 8.0 * overlappingDoubles * blocks.getNumPartitions();
    return transport.sum(blocks, task, groupSum, bytes <= driverBytes);
  }

  /**
   * Adds on the driver what has travelled there: one job, no shuffle.
   *
   * @param blocks one element a partition
   * @param task makes a contribution of each
   * @param groupSum adds some of them
   * @param <B> kind of block
   * @param <T> kind of contribution
   * @return the sum
   */
  static <B, T> T onDriver(JavaRDD<B> blocks, BlockTask<B, T> task, GroupSum<T> groupSum) {
    List<T> all = new ArrayList<>();
    for (List<T> ofPartition : task.run(blocks.rdd())) {
      all.addAll(ofPartition);
    }
    return OrderedTree.sumGroups(all, groupSum);
  }

  /**
   * Adds in shuffles of {@link OrderedTree#FAN} neighbours until one group is left, so that the
   * driver never holds more than that many contributions.
   *
   * @param contributions one element a partition
   * @param groupSum adds some of them
   * @param <T> kind of contribution
   * @return the sum
   */
  static <T> T inShuffles(JavaRDD<T> contributions, GroupSum<T> groupSum) {
    JavaRDD<T> level = contributions;
    while (level.getNumPartitions() > OrderedTree.FAN) {
      level = addGroups(level, groupSum);
    }
    return OrderedTree.sumGroups(Jobs.collect(level), groupSum);
  }

  private static <T> JavaRDD<T> addGroups(JavaRDD<T> level, GroupSum<T> groupSum) {
    int groups = (level.getNumPartitions() + OrderedTree.FAN - 1) / OrderedTree.FAN;
    JavaPairRDD<Integer, Tuple2<Integer, T>> keyed =
        JavaPairRDD.fromJavaRDD(
            level.mapPartitionsWithIndex((index, items) -> keyed(index, items), false));
    return Shuffle.toPartitions(keyed, groups)
        .mapPartitions(
            group -> List.of(Pieces.alone(() -> groupSum.apply(inOrder(group)))).iterator())
        .setName("overrank sums of " + OrderedTree.FAN);
  }

  private static <T> Iterator<Tuple2<Integer, Tuple2<Integer, T>>> keyed(
      int index, Iterator<T> items) {
    List<Tuple2<Integer, Tuple2<Integer, T>>> out = new ArrayList<>();
    items.forEachRemaining(
        item -> out.add(new Tuple2<>(index / OrderedTree.FAN, new Tuple2<>(index, item))));
    return out.iterator();
  }

  private static <T> List<T> inOrder(Iterator<Tuple2<Integer, Tuple2<Integer, T>>> group) {
    List<Tuple2<Integer, T>> members = new ArrayList<>();
    group.forEachRemaining(member -> members.add(member._2()));
    members.sort(Comparator.comparing(Tuple2::_1));
    return members.stream().map(Tuple2::_2).toList();
  }
}
