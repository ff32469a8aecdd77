package org.overrank.spark.entries;

import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntryRules;
import org.overrank.loss.Loss;

/** Tells which rows of {@link EntryLayout} are usable, and keeps the numbers of the last one. */
public final class EntryRowCheck {
  private final EntryLayout layout;
  private final EntryRules rules;

  /**
   * A check.
   *
   * @param layout of the rows
   * @param loss what values are to be good for
   */
  public EntryRowCheck(EntryLayout layout, Loss loss) {
    this.layout = layout;
    this.rules = new EntryRules(layout.source(), loss);
  }

  /**
   * What is wrong with a row.
   *
   * @param row laid out
   * @return part of a one-line message, or null if it is usable
   */
  public @Nullable String problem(Row row) {
    if (!row.isNullAt(EntryLayout.MALFORMED)) {
      return row.getString(EntryLayout.MALFORMED);
    }
    if (!row.isNullAt(EntryLayout.CORRUPT)) {
      return layout.corruption(row.getString(EntryLayout.CORRUPT));
    }
    return rules.problem(
        row.get(EntryLayout.ROW),
        row.get(EntryLayout.COL),
        row.get(EntryLayout.VALUE),
        row.get(EntryLayout.WEIGHT),
        row.get(EntryLayout.COEFFICIENT));
  }

  /**
   * The cell that the last usable row measures.
   *
   * @return its value over its coefficient
   */
  public double cell() {
    return rules.value() / rules.coefficient();
  }

  /** The numbers of the last usable row. */
  EntryRules rules() {
    return rules;
  }
}
