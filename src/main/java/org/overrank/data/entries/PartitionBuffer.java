package org.overrank.data.entries;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.Segment;

/** Gathers the entries of one partition of a table, piece of a file by piece. */
public final class PartitionBuffer {
  private final boolean goOn;
  private final IdDictionary rowIds = new IdDictionary();
  private final IdDictionary colIds = new IdDictionary();
  private final RowBuffer entries = new RowBuffer();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Integer> segmentEnds = new ArrayList<>();
  private boolean keeping = true;
  private int place;

  /**
   * Without entries.
   *
   * @param onBadRow FAIL keeps nothing after the first bad row, but goes on counting
   */
  public PartitionBuffer(BadRowPolicy onBadRow) {
    this.goOn = onBadRow == BadRowPolicy.DROP;
  }

  /**
   * Counts a row of the table.
   *
   * @param file URI of its file
   * @param start offset in it of the piece that the row was read with
   * @param problem what is wrong with it, or null
   * @return whether its entries are to be added
   */
  public boolean count(String file, long start, @Nullable String problem) {
    Segment segment = segment(file, start);
    place = Math.toIntExact(segment.rows());
    segment.count(problem);
    if (problem != null) {
      keeping = goOn;
    }
    return problem == null && keeping;
  }

  private Segment segment(String file, long start) {
    Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
    if (last != null && last.isAt(file, start)) {
      return last;
    }
    if (last != null) {
      segmentEnds.add(entries.size());
    }
    Segment next = new Segment(file, start);
    segments.add(next);
    return next;
  }

  /**
   * The place of a row's id, which has an entry.
   *
   * @param id a Long or a text
   * @return for {@link #add}
   */
  public int rowPlace(Object id) {
    return rowIds.place(id);
  }

  /**
   * The place of a column's id, which has an entry.
   *
   * @param id a Long or a text
   * @return for {@link #add}
   */
  public int colPlace(Object id) {
    return colIds.place(id);
  }

  /**
   * Adds an entry of the table's row counted last.
   *
   * @param row place of its row's id
   * @param col place of its column's id
   * @param value the value
   * @param weight the weight
   * @param coefficient the coefficient
   */
  public void add(int row, int col, double value, double weight, double coefficient) {
    entries.add(row, col, value, weight, coefficient, place);
  }

  /**
   * Says what tells whether the last entry is held out.
   *
   * @param key of {@link HoldoutKey}
   */
  public void key(long key) {
    entries.key(key);
  }

  /** {@return the entries} */
  public ParsedPartition result() {
    if (!segments.isEmpty()) {
      segmentEnds.add(entries.size());
    }
    return new ParsedPartition(
        rowIds.ids(),
        colIds.ids(),
        entries,
        segments.toArray(Segment[]::new),
        segmentEnds.stream().mapToInt(Integer::intValue).toArray());
  }
}
