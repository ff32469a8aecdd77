package org.overrank.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.overrank.objective.BlockPass;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.Partial;
import scala.Tuple2;

/**
 * Adds the contributions of all partitions, in one order, whatever the cluster does.
 *
 * <p>Spark's own {@code treeAggregate} adds in the order of arrival and is not reproducible. Here
 * the order is that of {@link OrderedTree}: small contributions are collected and added on the
 * driver, large ones are added group by group in shuffles; the bits are the same.
 */
final class TreeSum {
  private TreeSum() {}

  /**
   * Adds on the driver: one job, no shuffle.
   *
   * @param contributions one element a partition
   * @param plus addition, which may modify its first argument
   * @param <T> kind of contribution
   * @return the sum
   */
  static <T> T onDriver(JavaRDD<T> contributions, BinaryOperator<T> plus) {
    return OrderedTree.sum(contributions.collect(), plus);
  }

  /**
   * Adds in shuffles of {@link OrderedTree#FAN} neighbours until one group is left, so that the
   * driver never holds more than that many contributions.
   *
   * @param contributions one element a partition
   * @return the sum
   */
  static List<Partial> inShuffles(JavaRDD<List<Partial>> contributions) {
    JavaRDD<List<Partial>> level = contributions;
    while (level.getNumPartitions() > OrderedTree.FAN) {
      level = addGroups(level);
    }
    return onDriver(level, BlockPass::plus);
  }

  private static JavaRDD<List<Partial>> addGroups(JavaRDD<List<Partial>> level) {
    int groups = (level.getNumPartitions() + OrderedTree.FAN - 1) / OrderedTree.FAN;
    JavaPairRDD<Integer, Tuple2<Integer, List<Partial>>> keyed =
        JavaPairRDD.fromJavaRDD(
            level.mapPartitionsWithIndex(
                (index, items) -> {
                  List<Tuple2<Integer, Tuple2<Integer, List<Partial>>>> out = new ArrayList<>();
                  items.forEachRemaining(
                      item ->
                          out.add(
                              new Tuple2<>(index / OrderedTree.FAN, new Tuple2<>(index, item))));
                  return out.iterator();
                },
                false));
    return keyed
        .groupByKey(new HashPartitioner(groups))
        .map(
            group -> {
              List<Tuple2<Integer, List<Partial>>> members = new ArrayList<>();
              group._2().forEach(members::add);
              members.sort(Comparator.comparing(Tuple2::_1));
              List<List<Partial>> ordered = new ArrayList<>();
              members.forEach(member -> ordered.add(member._2()));
              return OrderedTree.sumGroup(ordered, BlockPass::plus);
            });
  }
}
