package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overrank.sensing.RowRange;

/**
 * The ids of one side of a matrix, and the index 0 … n − 1 of each.
 *
 * <p>An id is its text, exactly as written. Ids whose texts are all canonical longs (what {@link
 * Long#toString(long)} writes) are kept as longs, in numeric order; otherwise all are strings in
 * the order of {@link String#compareTo}. So the indices depend on the set of ids alone: not on
 * partitions, on the order of rows, or on the format of the table.
 */
public final class IdIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the ids are kept as. */
  public enum Kind {
    /** 64-bit integers. */
    LONG,
    /** Texts. */
    STRING
  }

  private final long @Nullable [] numbers;
  private final String[] texts;

  private IdIndex(long @Nullable [] numbers, String[] texts) {
    this.numbers = numbers;
    this.texts = texts;
  }

  /**
   * The index of ids that are longs.
   *
   * @param ids strictly ascending, not copied
   * @return the index
   */
  public static IdIndex ofLongs(long[] ids) {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i - 1] >= ids[i]) {
        throw new IllegalArgumentException("ids not strictly ascending at " + i);
      }
    }
    return new IdIndex(ids, new String[0]);
  }

  /**
   * The index of ids that are strings.
   *
   * @param ids strictly ascending, not copied
   * @return the index
   */
  public static IdIndex ofStrings(String[] ids) {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i - 1].compareTo(ids[i]) >= 0) {
        throw new IllegalArgumentException("ids not strictly ascending at " + i);
      }
    }
    return new IdIndex(null, ids);
  }

  /**
   * The index of ids that were counted.
   *
   * @param unified all ids of a side
   * @return their index
   */
  public static IdIndex of(IdCounts unified) {
    return unified.texts().length == 0 ? ofLongs(unified.numbers()) : ofStrings(unified.texts());
  }

  /**
   * The index of ids that were met in several places.
   *
   * @param kind what they are kept as, longs only if all are
   * @param found the ids of each place
   * @return their index
   */
  public static IdIndex of(Kind kind, List<LocalIds> found) {
    return kind == Kind.LONG
        ? ofLongs(found.stream().flatMapToLong(LocalIds::longs).sorted().distinct().toArray())
        : ofStrings(
            found.stream().flatMap(LocalIds::allTexts).sorted().distinct().toArray(String[]::new));
  }

  /**
   * The index of all ids of ranges.
   *
   * @param ranges of one kind, at least one, in the order of their ids
   * @return one index
   */
  public static IdIndex concat(List<IdIndex> ranges) {
    return ranges.get(0).kind() == Kind.LONG
        ? ofLongs(
            ranges.stream()
                .flatMapToLong(ids -> Arrays.stream(Objects.requireNonNull(ids.numbers)))
                .toArray())
        : ofStrings(
            ranges.stream().flatMap(ids -> Arrays.stream(ids.texts)).toArray(String[]::new));
  }

  /**
   * The index of neighbouring ids.
   *
   * @param range of their indices
   * @return an index of the same kind, from 0
   */
  public IdIndex slice(RowRange range) {
    return numbers == null
        ? ofStrings(Arrays.copyOfRange(texts, range.start(), range.end()))
        : ofLongs(Arrays.copyOfRange(numbers, range.start(), range.end()));
  }

  /**
   * The index of the ids of both.
   *
   * @param other more ids
   * @return their union, kept as longs if both are
   */
  public IdIndex union(IdIndex other) {
    long[] mine = numbers;
    long[] theirs = other.numbers;
    if (mine != null && theirs != null) {
      return ofLongs(
          LongStream.concat(LongStream.of(mine), LongStream.of(theirs))
              .sorted()
              .distinct()
              .toArray());
    }
    return ofStrings(
        Stream.concat(allTexts(), other.allTexts()).sorted().distinct().toArray(String[]::new));
  }

  /**
   * The index of some of these ids.
   *
   * @param ids as {@link #idAt} gives them, all different
   * @return an index of the same kind
   */
  public IdIndex only(Collection<?> ids) {
    return numbers == null
        ? ofStrings(ids.stream().map(Object::toString).sorted().toArray(String[]::new))
        : ofLongs(ids.stream().mapToLong(id -> (Long) id).sorted().toArray());
  }

  private Stream<String> allTexts() {
    return IntStream.range(0, size()).mapToObj(index -> idAt(index).toString());
  }

  /**
   * What the ids are kept as.
   *
   * @return the kind
   */
  public Kind kind() {
    return numbers == null ? Kind.STRING : Kind.LONG;
  }

  /**
   * How many ids.
   *
   * @return n
   */
  public int size() {
    return numbers == null ? texts.length : numbers.length;
  }

  /**
   * The index of an id.
   *
   * @param id a number without fraction, a text, or anything whose text is the id; or null
   * @return its index, or −1 if it is not known
   */
  public int indexOf(@Nullable Object id) {
    if (id == null) {
      return -1;
    }
    boolean integral = id instanceof Long || id instanceof Integer;
    integral = integral || id instanceof Short || id instanceof Byte;
    return integral ? indexOf(((Number) id).longValue()) : indexOf(id.toString());
  }

  /**
   * The index of an id.
   *
   * @param id the id
   * @return its index, or −1 if it is not known
   */
  public int indexOf(long id) {
    return numbers == null
        ? search(Long.toString(id))
        : orUnknown(Arrays.binarySearch(numbers, id));
  }

  /**
   * The index of an id.
   *
   * @param id the id's text
   * @return its index, or −1 if it is not known
   */
  public int indexOf(String id) {
    if (numbers == null) {
      return search(id);
    }
    return CanonicalLong.is(id) ? indexOf(Long.parseLong(id)) : -1;
  }

  private int search(String id) {
    return orUnknown(Arrays.binarySearch(texts, id));
  }

  /** The index of the last id that is not above another, of ids that are longs; −1 if none is. */
  int floor(long id) {
    return numbers == null ? floor(Long.toString(id)) : floorOf(Arrays.binarySearch(numbers, id));
  }

  /** The index of the last id that is not above another, of ids that are texts; −1 if none is. */
  int floor(String id) {
    return floorOf(Arrays.binarySearch(texts, id));
  }

  /** The ids that are texts; the live array. */
  String[] texts() {
    return texts;
  }

  private static int floorOf(int found) {
    return found < 0 ? -found - 2 : found;
  }

  private static int orUnknown(int found) {
    return found < 0 ? -1 : found;
  }

  /**
   * The id of an index.
   *
   * @param index in [0, n)
   * @return a Long or a String
   */
  public Object idAt(int index) {
    if (numbers == null) {
      return texts[index];
    }
    return numbers[index];
  }
}
