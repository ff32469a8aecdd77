package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.InputOrder;

/** What brings entries to their ranges of rows and columns to their indices; broadcast. */
public final class EntryMapping implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdSplits rows;
  private final IdIndex cols;
  private final InputOrder order;
  private final EntryMagnitudes magnitudes;

  /**
   * A mapping.
   *
   * @param rows ranges of the rows' ids
   * @param cols ids of the columns
   * @param order where in the input each piece stands
   * @param magnitudes what values and weights are divided by
   */
  public EntryMapping(IdSplits rows, IdIndex cols, InputOrder order, EntryMagnitudes magnitudes) {
    this.rows = rows;
    this.cols = cols;
    this.order = order;
    this.magnitudes = magnitudes;
  }

  /**
   * The entries of a partition by ranges of rows.
   *
   * @param parsed the partition
   * @param options which entries are held out
   * @param latest of the latest, the least key
   * @return by range; null where there are no entries
   */
  public @Nullable KeyedChunk[] chunks(ParsedPartition parsed, EntryOptions options, long latest) {
    return parsed.chunks(rows, cols, order, magnitudes, options, latest);
  }

  /**
   * The rows of a partition by ranges.
   *
   * @param parsed the partition
   * @return their ids by range; null where there are none
   */
  public @Nullable LocalIds[] rowIds(ParsedPartition parsed) {
    return parsed.rowIds(rows);
  }
}
