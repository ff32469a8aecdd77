package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntryRules;
import org.overrank.data.entries.IdDictionary;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.RowBuffer;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.Segment;

/** Reads the rows of one partition of {@link EntryLayout} into arrays. */
public final class PartitionParser {
  private final boolean goOn;
  private final EntryRowCheck check;
  private final IdDictionary rowIds = new IdDictionary();
  private final IdDictionary colIds = new IdDictionary();
  private final RowBuffer entries = new RowBuffer();
  private final List<Segment> segments = new ArrayList<>();
  private final List<Integer> segmentEnds = new ArrayList<>();
  private boolean keeping = true;

  private PartitionParser(EntryLayout layout, BadRowPolicy onBadRow) {
    this.goOn = onBadRow == BadRowPolicy.DROP;
    this.check = new EntryRowCheck(layout);
  }

  /**
   * Reads all rows.
   *
   * @param rows laid out as {@link EntryLayout} says
   * @param layout what they hold
   * @param onBadRow FAIL keeps nothing after the first bad row, but goes on counting
   * @return the entries
   */
  static ParsedPartition parse(Iterator<Row> rows, EntryLayout layout, BadRowPolicy onBadRow) {
    PartitionParser parser = new PartitionParser(layout, onBadRow);
    Segment segment = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      segment = parser.segment(segment, row);
      parser.read(row, segment);
    }
    return parser.result();
  }

  private Segment segment(@Nullable Segment current, Row row) {
    String file = row.getString(EntryLayout.FILE);
    long start = row.getLong(EntryLayout.START);
    if (current != null && current.isAt(file, start)) {
      return current;
    }
    if (current != null) {
      segmentEnds.add(entries.size());
    }
    Segment next = new Segment(file, start);
    segments.add(next);
    return next;
  }

  private void read(Row row, Segment segment) {
    String problem = check.problem(row);
    int place = Math.toIntExact(segment.rows());
    segment.count(problem);
    if (problem != null) {
      keeping = goOn;
    } else if (keeping) {
      int rowPlace = rowIds.place(row.get(EntryLayout.ROW));
      int colPlace = colIds.place(row.get(EntryLayout.COL));
      EntryRules rules = check.rules();
      entries.add(rowPlace, colPlace, rules.value(), rules.weight(), rules.coefficient(), place);
    }
  }

  private ParsedPartition result() {
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
