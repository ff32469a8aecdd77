package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.overrank.linalg.InvalidInputException;

/**
 * Distinct ids in their order, each with the number of entries that have it; goes over the wire.
 *
 * <p>Adding is associative and commutative, so the sum over all partitions does not depend on how
 * the table was split.
 */
public final class IdCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most ids that one side of a matrix can have: the longest array there is. */
  static final int MAX_IDS = Integer.MAX_VALUE - 8;

  private final long[] numbers;
  private final long[] numberCounts;
  private final String[] texts;
  private final long[] textCounts;

  /** An id with its count. */
  record Counted<T extends Comparable<T>>(T id, long count) {}

  private IdCounts(long[] numbers, long[] numberCounts, String[] texts, long[] textCounts) {
    this.numbers = numbers;
    this.numberCounts = numberCounts;
    this.texts = texts;
    this.textCounts = textCounts;
  }

  /**
   * Sorts distinct ids.
   *
   * @param longs ids that are canonical longs; sorted in place
   * @param strings the others; sorted in place
   * @return the ids in their order
   */
  static IdCounts of(List<Counted<Long>> longs, List<Counted<String>> strings) {
    longs.sort(Comparator.comparing(Counted::id));
    strings.sort(Comparator.comparing(Counted::id));
    return new IdCounts(
        longs.stream().mapToLong(Counted::id).toArray(),
        longs.stream().mapToLong(Counted::count).toArray(),
        strings.stream().map(Counted::id).toArray(String[]::new),
        strings.stream().mapToLong(Counted::count).toArray());
  }

  /**
   * The ids of both with their counts added.
   *
   * @param other more ids
   * @return a new sum
   * @throws InvalidInputException if there are more than {@link #MAX_IDS}
   */
  IdCounts plus(IdCounts other) {
    requireRoom((long) size() + other.size());
    return of(merge(longs(), other.longs()), merge(strings(), other.strings()));
  }

  /** Refuses more ids than {@link #MAX_IDS}. */
  static void requireRoom(long ids) {
    if (ids > MAX_IDS) {
      throw new InvalidInputException("more than " + MAX_IDS + " distinct ids on one side");
    }
  }

  /**
   * The same ids as one kind: longs if all are, else texts.
   *
   * @return ids of one kind
   */
  public IdCounts unified() {
    return as(texts.length == 0 ? IdIndex.Kind.LONG : IdIndex.Kind.STRING);
  }

  /** The same ids as one kind, longs only if all are. */
  IdCounts as(IdIndex.Kind kind) {
    if (kind == IdIndex.Kind.LONG || numbers.length == 0) {
      return this;
    }
    List<Counted<String>> all = strings();
    for (int i = 0; i < numbers.length; i++) {
      all.add(new Counted<>(Long.toString(numbers[i]), numberCounts[i]));
    }
    return of(new ArrayList<>(), all);
  }

  /**
   * Some of the ids.
   *
   * @param most how many, at least 1
   * @return those with the smallest hashes; of equal ones the first in this order
   */
  IdCounts lowest(int most) {
    if (size() <= most) {
      return this;
    }
    long[] hashes =
        LongStream.concat(
                Arrays.stream(numbers).map(IdHash::of), Arrays.stream(texts).mapToLong(IdHash::of))
            .toArray();
    long last = IdHash.lowest(hashes, most);
    long ties = most - Arrays.stream(hashes).filter(hash -> hash < last).count();
    boolean[] kept = new boolean[hashes.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = hashes[i] < last || (hashes[i] == last && ties-- > 0);
    }
    return of(keptOf(longs(), kept, 0), keptOf(strings(), kept, numbers.length));
  }

  private static <T> List<T> keptOf(List<T> all, boolean[] kept, int from) {
    return IntStream.range(0, all.size())
        .filter(i -> kept[from + i])
        .mapToObj(all::get)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** How many ids there are. */
  public int size() {
    return numbers.length + texts.length;
  }

  /** The ids that are longs, ascending. */
  long[] numbers() {
    return numbers;
  }

  /** The other ids, ascending. */
  String[] texts() {
    return texts;
  }

  /**
   * The counts of ids of one kind.
   *
   * @return by index
   */
  public long[] counts() {
    return texts.length == 0 ? numberCounts : textCounts;
  }

  private List<Counted<Long>> longs() {
    List<Counted<Long>> result = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      result.add(new Counted<>(numbers[i], numberCounts[i]));
    }
    return result;
  }

  private List<Counted<String>> strings() {
    List<Counted<String>> result = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      result.add(new Counted<>(texts[i], textCounts[i]));
    }
    return result;
  }

  private static <T extends Comparable<T>> List<Counted<T>> merge(
      List<Counted<T>> left, List<Counted<T>> right) {
    List<Counted<T>> result = new ArrayList<>(left.size() + right.size());
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      int order = left.get(l).id().compareTo(right.get(r).id());
      if (order == 0) {
        long count = left.get(l).count() + right.get(r++).count();
        result.add(new Counted<>(left.get(l++).id(), count));
      } else {
        result.add(order < 0 ? left.get(l++) : right.get(r++));
      }
    }
    result.addAll(left.subList(l, left.size()));
    result.addAll(right.subList(r, right.size()));
    return result;
  }
}
