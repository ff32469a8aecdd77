package org.overrank.spark.entries;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntryRules;
import org.overrank.data.entries.HoldoutKey;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.PartitionBuffer;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.loss.Loss;

/** Reads the rows of one partition of {@link EntryLayout} into arrays. */
public final class PartitionParser {
  private PartitionParser() {}

  /**
   * Reads all rows.
   *
   * @param rows laid out as {@link EntryLayout} says
   * @param layout what they hold
   * @param key reads what tells which entries are held out
   * @param loss what values are to be good for
   * @param onBadRow FAIL keeps nothing after the first bad row, but goes on counting
   * @return the entries
   */
  static ParsedPartition parse(
      Iterator<Row> rows, EntryLayout layout, HoldoutKey key, Loss loss, BadRowPolicy onBadRow) {
    EntryRowCheck check = new EntryRowCheck(layout, loss);
    EntryRules rules = check.rules();
    PartitionBuffer buffer = new PartitionBuffer(onBadRow);
    while (rows.hasNext()) {
      Row row = rows.next();
      String problem = check.problem(row);
      if (problem == null && key.isRead()) {
        problem = key.read(row.get(EntryLayout.MORE));
      }
      if (buffer.count(row.getString(EntryLayout.FILE), row.getLong(EntryLayout.START), problem)) {
        buffer.add(
            buffer.rowPlace(row.get(EntryLayout.ROW)),
            buffer.colPlace(row.get(EntryLayout.COL)),
            rules.value(),
            rules.weight(),
            rules.coefficient());
        if (key.isRead()) {
          buffer.key(key.value());
        }
      }
    }
    return buffer.result();
  }
}
