package org.overrank.objective;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The one order in which partial results are added.
 *
 * <p>{@value #FAN} consecutive results are added from left to right, then {@value #FAN} consecutive
 * sums, and so on. The order depends on their number alone, so it does not matter where a group is
 * added: on the driver or in a shuffle.
 */
public final class OrderedTree {
  /** How many neighbours are added in one group. */
  public static final int FAN = 8;

  private OrderedTree() {}

  /**
   * Adds one group, from left to right, at once: what is large is so written once and not again
   * with every item. It may modify the first item, and none is used afterwards.
   *
   * @param <T> kind of item
   */
  public interface GroupSum<T> extends Function<List<T>, T>, Serializable {}

  /**
   * Adds all items.
   *
   * @param items at least one, in the order of their blocks
   * @param plus addition, which may modify its first argument
   * @param <T> kind of item
   * @return the sum
   */
  public static <T> T sum(List<T> items, BinaryOperator<T> plus) {
    return sumGroups(items, group -> leftToRight(group, plus));
  }

  /**
   * Adds arrays, number by number.
   *
   * @param arrays at least one, all of one length, in the order of their blocks; may be modified
   * @return their sum
   */
  public static double[] sumArrays(List<double[]> arrays) {
    return sum(
        arrays,
        (total, more) -> {
          for (int i = 0; i < total.length; i++) {
            total[i] += more[i];
          }
          return total;
        });
  }

  /**
   * Adds all items.
   *
   * @param items at least one, in the order of their blocks
   * @param groupSum adds up to {@value #FAN} of them
   * @param <T> kind of item
   * @return the sum
   */
  public static <T> T sumGroups(List<T> items, GroupSum<T> groupSum) {
    List<T> level = items;
    while (level.size() > 1) {
      List<T> next = new ArrayList<>();
      for (int start = 0; start < level.size(); start += FAN) {
        int end = Math.min(start + FAN, level.size());
        next.add(groupSum.apply(level.subList(start, end)));
      }
      level = next;
    }
    return level.get(0);
  }

  private static <T> T leftToRight(List<T> group, BinaryOperator<T> plus) {
    T sum = group.get(0);
    for (T item : group.subList(1, group.size())) {
      sum = plus.apply(sum, item);
    }
    return sum;
  }
}
