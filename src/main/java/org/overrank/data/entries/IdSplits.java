package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.overrank.sensing.RowRange;

/** Ranges of ids in their order, those of ids that nobody has listed included; broadcast. */
public final class IdSplits implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdIndex firsts;
  private final int[] partOf;
  private final int parts;

  private IdSplits(IdIndex firsts, int[] partOf, int parts) {
    this.firsts = firsts;
    this.partOf = partOf;
    this.parts = parts;
  }

  /**
   * Ranges that begin with given ids.
   *
   * @param ids all ids, or a sample of them
   * @param cut ranges of their indices
   * @return as many ranges: an id goes where the last one goes that is not above it, and what is
   *     below all goes with the first
   */
  public static IdSplits of(IdIndex ids, RangeCut cut) {
    List<Object> firsts = new ArrayList<>();
    List<Integer> partOf = new ArrayList<>();
    for (int part = 0; part < cut.parts(); part++) {
      RowRange range = cut.range(part);
      if (range.size() > 0) {
        firsts.add(ids.idAt(range.start()));
        partOf.add(part);
      }
    }
    return new IdSplits(
        ids.only(firsts), partOf.stream().mapToInt(Integer::intValue).toArray(), cut.parts());
  }

  int parts() {
    return parts;
  }

  int partOf(long id) {
    return partOf[Math.max(0, firsts.floor(id))];
  }

  int partOf(String id) {
    return partOf[Math.max(0, firsts.floor(id))];
  }
}
