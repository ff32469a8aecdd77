package org.overrank.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.overrank.objective.OrderedTree.GroupSum;

/**
 * The sum of {@link OrderedTree} of items that several threads bring in any order: whoever brings
 * the last of a group adds it, so that no more items are held than groups are open.
 *
 * @param <T> kind of item
 */
public final class GrowingSum<T> {
  private final GroupSum<T> groupSum;
  private final List<Level<T>> levels = new ArrayList<>();

  /** The sums of one height, and how many of each group are still to come. */
  private record Level<T>(AtomicReferenceArray<T> items, AtomicIntegerArray missing) {
    static <T> Level<T> of(int count) {
      int groups = (count + OrderedTree.FAN - 1) / OrderedTree.FAN;
      AtomicIntegerArray missing = new AtomicIntegerArray(groups);
      for (int k = 0; k < groups; k++) {
        int end = Math.min(count, (k + 1) * OrderedTree.FAN);
        missing.set(k, end - k * OrderedTree.FAN);
      }
      return new Level<>(new AtomicReferenceArray<>(count), missing);
    }
  }

  /**
   * A sum of nothing yet.
   *
   * @param count how many items there will be, at least 1
   * @param groupSum adds up to {@link OrderedTree#FAN} of them
   */
  public GrowingSum(int count, GroupSum<T> groupSum) {
    this.groupSum = groupSum;
    for (int size = count; ; size = (size + OrderedTree.FAN - 1) / OrderedTree.FAN) {
      levels.add(Level.of(size));
      if (size == 1) {
        return;
      }
    }
  }

  /**
   * Adds an item. One that was brought before is not added again: it is the same.
   *
   * @param index its place in the order
   * @param item not to be used afterwards
   */
  public void add(int index, T item) {
    put(0, index, item);
  }

  private void put(int height, int index, T item) {
    Level<T> level = levels.get(height);
    int group = index / OrderedTree.FAN;
    boolean isNew = level.missing.get(group) > 0 && level.items.compareAndSet(index, null, item);
    if (isNew && level.missing.decrementAndGet(group) == 0 && height + 1 < levels.size()) {
      put(height + 1, group, groupSum.apply(taken(level, group)));
    }
  }

  private static <T> List<T> taken(Level<T> level, int group) {
    List<T> items = new ArrayList<>();
    int end = Math.min(level.items.length(), (group + 1) * OrderedTree.FAN);
    for (int k = group * OrderedTree.FAN; k < end; k++) {
      items.add(level.items.getAndSet(k, null));
    }
    return items;
  }

  /**
   * The sum, once all items were brought.
   *
   * @return it
   * @throws IllegalStateException if some were not
   */
  public T sum() {
    T sum = levels.get(levels.size() - 1).items.get(0);
    if (sum == null) {
      throw new IllegalStateException("not all of " + levels.get(0).items.length() + " were added");
    }
    return sum;
  }
}
