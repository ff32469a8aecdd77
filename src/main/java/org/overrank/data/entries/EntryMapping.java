package org.overrank.data.entries;

import java.io.Serializable;
import org.overrank.data.table.InputOrder;

/** What turns ids into indices on the executors; broadcast. */
public final class EntryMapping implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdIndex rows;
  private final IdIndex cols;
  private final InputOrder order;
  private final EntryMagnitudes magnitudes;

  /**
   * A mapping.
   *
   * @param rows ids of the rows
   * @param cols ids of the columns
   * @param order where in the input each piece stands
   * @param magnitudes what values and weights are divided by
   */
  public EntryMapping(IdIndex rows, IdIndex cols, InputOrder order, EntryMagnitudes magnitudes) {
    this.rows = rows;
    this.cols = cols;
    this.order = order;
    this.magnitudes = magnitudes;
  }

  /**
   * The entries of a partition by their indices.
   *
   * @param parsed the partition
   * @param options which entries are held out
   * @param latest of the latest, the least key
   * @return its entries
   */
  public EntryChunk chunk(ParsedPartition parsed, EntryOptions options, long latest) {
    return parsed.chunk(rows, cols, order, magnitudes, options, latest);
  }
}
