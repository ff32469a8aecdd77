package org.overrank.data.entries;

import java.io.Serializable;

/**
 * The ids of one side with the smallest hashes, at most so many, each with the number of all
 * entries that have it; goes over the wire.
 *
 * <p>An id that is among the {@code most} smallest of a table is so in each of its parts that has
 * it, so the counts are exact, and adding is associative and commutative. Where there are no more
 * ids than that, the sketch has them all; else it is a sample that depends on the set of ids alone,
 * by which they can be cut into ranges.
 */
public final class IdSketch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdCounts ids;
  private final int most;
  private final boolean whole;
  private final boolean numbers;

  private IdSketch(IdCounts ids, int most, boolean whole, boolean numbers) {
    this.ids = ids;
    this.most = most;
    this.whole = whole;
    this.numbers = numbers;
  }

  /**
   * The sketch of one partition.
   *
   * @param ids its ids
   * @param places the place of each entry's id
   * @param most how many ids are kept, at least 1
   */
  static IdSketch of(LocalIds ids, int[] places, int most) {
    return new IdSketch(ids.lowestCounts(places, most), most, ids.size() <= most, ids.areNumbers());
  }

  /** The sketch of both parts, which keep as many ids. */
  IdSketch plus(IdSketch other) {
    IdCounts all = ids.plus(other.ids);
    return new IdSketch(
        all.lowest(most),
        most,
        whole && other.whole && all.size() <= most,
        numbers && other.numbers);
  }

  /** Whether there are no other ids. */
  public boolean isWhole() {
    return whole;
  }

  /** {@return what the ids of the side, the others included, are kept as} */
  public IdIndex.Kind kind() {
    return numbers ? IdIndex.Kind.LONG : IdIndex.Kind.STRING;
  }

  /** {@return the ids that are kept, in their order, as the kind of all} */
  public IdCounts counts() {
    return ids.as(kind());
  }
}
