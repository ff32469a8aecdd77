package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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
   * @param places places of ids; those from {@code length} on are not looked at
   * @return the ids in their order with counts
   */
  IdCounts counts(int[] places) {
    long[] counts = new long[numbers.length];
    for (int place : places) {
      counts[place]++;
    }
    List<IdCounts.Counted<Long>> longs = new ArrayList<>();
    List<IdCounts.Counted<String>> strings = new ArrayList<>();
    for (int place = 0; place < counts.length; place++) {
      String text = texts == null ? null : texts[place];
      if (text == null) {
        longs.add(new IdCounts.Counted<>(numbers[place], counts[place]));
      } else {
        strings.add(new IdCounts.Counted<>(text, counts[place]));
      }
    }
    return IdCounts.of(longs, strings);
  }
}
