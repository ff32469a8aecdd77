package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ids of one partition by place; goes over the wire. */
public final class LocalIds implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] numbers;
  private final @Nullable String @Nullable [] texts;

  /**
   * Ids over arrays that are not copied.
   *
   * @param numbers the ids that are canonical longs
   * @param texts null at those places, the id at the others; null if all are longs
   */
  LocalIds(long[] numbers, @Nullable String @Nullable [] texts) {
    this.numbers = numbers;
    this.texts = texts;
  }

  /**
   * The index of each id.
   *
   * @param index an index that knows all of them
   * @return by place
   */
  int[] indices(IdIndex index) {
    int[] result = new int[numbers.length];
    for (int place = 0; place < result.length; place++) {
      String text = texts == null ? null : texts[place];
      result[place] = text == null ? index.indexOf(numbers[place]) : index.indexOf(text);
    }
    return result;
  }

  int size() {
    return numbers.length;
  }

  /** Whether all ids are canonical longs. */
  boolean areNumbers() {
    return texts == null;
  }

  /**
   * The range of each id.
   *
   * @param splits the ranges
   * @return by place
   */
  int[] parts(IdSplits splits) {
    int[] result = new int[numbers.length];
    for (int place = 0; place < result.length; place++) {
      String text = texts == null ? null : texts[place];
      result[place] = text == null ? splits.partOf(numbers[place]) : splits.partOf(text);
    }
    return result;
  }

  /**
   * The place of each id among those of its part.
   *
   * @param partOf the part of each id
   * @param parts how many parts there are
   * @return by place
   */
  static int[] ranks(int[] partOf, int parts) {
    int[] sizes = new int[parts];
    return Arrays.stream(partOf).map(part -> sizes[part]++).toArray();
  }

  /**
   * The ids of each part, by {@link #ranks}.
   *
   * @param partOf the part of each id
   * @param parts how many parts there are
   * @return by part; null where there are none
   */
  @Nullable LocalIds[] split(int[] partOf, int parts) {
    int[] sizes = new int[parts];
    Arrays.stream(partOf).forEach(part -> sizes[part]++);
    @Nullable LocalIds[] result = new LocalIds[parts];
    int[] ranks = ranks(partOf, parts);
    for (int place = 0; place < partOf.length; place++) {
      int part = partOf[place];
      LocalIds ids = result[part];
      if (ids == null) {
        ids = new LocalIds(new long[sizes[part]], texts == null ? null : new String[sizes[part]]);
        result[part] = ids;
      }
      ids.numbers[ranks[place]] = numbers[place];
      if (texts != null && ids.texts != null) {
        ids.texts[ranks[place]] = texts[place];
      }
    }
    return result;
  }

  /** The ids' longs. */
  LongStream longs() {
    return Arrays.stream(numbers);
  }

  /** The ids' texts. */
  Stream<String> allTexts() {
    return IntStream.range(0, numbers.length).mapToObj(this::text);
  }

  /** The id at a place, a Long or a String. */
  Object idAt(int place) {
    String text = texts == null ? null : texts[place];
    return text == null ? (Object) numbers[place] : text;
  }

  private String text(int place) {
    String text = texts == null ? null : texts[place];
    return text == null ? Long.toString(numbers[place]) : text;
  }

  /**
   * A number for each id that depends on its text alone, whatever other ids there are.
   *
   * @return by place
   */
  long[] keys() {
    long[] keys = new long[numbers.length];
    for (int place = 0; place < keys.length; place++) {
      String text = texts == null ? null : texts[place];
      keys[place] = HoldoutKey.ofText(text == null ? Long.toString(numbers[place]) : text);
    }
    return keys;
  }

  /**
   * How often each id occurs.
   *
   * @param places places of ids
   * @return the ids in their order with counts
   */
  IdCounts counts(int[] places) {
    return lowestCounts(places, IdCounts.MAX_IDS);
  }

  /**
   * How often some of the ids occur.
   *
   * @param places places of ids
   * @param most how many ids, at least 1
   * @return those with the smallest hashes, in their order, with counts
   */
  IdCounts lowestCounts(int[] places, int most) {
    boolean all = numbers.length <= most;
    long last = all ? 0 : IdHash.lowest(hashes(), most);
    long[] counts = new long[numbers.length];
    for (int place : places) {
      counts[place]++;
    }
    List<IdCounts.Counted<Long>> longs = new ArrayList<>();
    List<IdCounts.Counted<String>> strings = new ArrayList<>();
    for (int place = 0; place < counts.length; place++) {
      String text = texts == null ? null : texts[place];
      if (!all && hash(place) > last) {
        continue;
      }
      if (text == null) {
        longs.add(new IdCounts.Counted<>(numbers[place], counts[place]));
      } else {
        strings.add(new IdCounts.Counted<>(text, counts[place]));
      }
    }
    return IdCounts.of(longs, strings).lowest(most);
  }

  private long[] hashes() {
    return IntStream.range(0, numbers.length).mapToLong(this::hash).toArray();
  }

  private long hash(int place) {
    String text = texts == null ? null : texts[place];
    return text == null ? IdHash.of(numbers[place]) : IdHash.of(text);
  }
}
