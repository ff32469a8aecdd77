package org.overrank.data.entries;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The distinct ids met in one partition of a table, numbered as they come. */
public final class IdDictionary {
  private final LongTable numberPlaces = new LongTable();
  private final Map<String, Integer> textPlaces = new HashMap<>();
  private long[] numbers = new long[16];
  private @Nullable String[] texts = new String[16];
  private int size;

  /**
   * The place of an id.
   *
   * @param id a Long, or the id's text
   * @return its number, from 0
   */
  public int place(Object id) {
    if (id instanceof Long number) {
      return placeOfNumber(number);
    }
    String text = id.toString();
    return CanonicalLong.is(text) ? placeOfNumber(Long.parseLong(text)) : placeOfText(text);
  }

  private int placeOfNumber(long number) {
    int place = numberPlaces.putIfAbsent(number, size);
    if (place == size) {
      append(number, null);
    }
    return place;
  }

  private int placeOfText(String text) {
    Integer known = textPlaces.putIfAbsent(text, size);
    if (known != null) {
      return known;
    }
    append(0, text);
    return size - 1;
  }

  private void append(long number, @Nullable String text) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      texts = Arrays.copyOf(texts, 2 * size);
    }
    numbers[size] = number;
    texts[size++] = text;
  }

  /** The ids by place. */
  public LocalIds ids() {
    return new LocalIds(
        Arrays.copyOf(numbers, size), textPlaces.isEmpty() ? null : Arrays.copyOf(texts, size));
  }
}
