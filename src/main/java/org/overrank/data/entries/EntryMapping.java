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

  public EntryMapping(IdIndex rows, IdIndex cols, InputOrder order, EntryMagnitudes magnitudes) {
    this.rows = rows;
    this.cols = cols;
    this.order = order;
    this.magnitudes = magnitudes;
  }

  public EntryChunk chunk(ParsedPartition parsed) {
    return parsed.chunk(rows, cols, order, magnitudes);
  }
}
