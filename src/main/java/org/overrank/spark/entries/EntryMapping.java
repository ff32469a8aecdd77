package org.overrank.spark.entries;

import java.io.Serializable;
import org.overrank.spark.table.InputOrder;

/** What turns ids into indices on the executors; broadcast. */
final class EntryMapping implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdIndex rows;
  private final IdIndex cols;
  private final InputOrder order;
  private final EntryMagnitudes magnitudes;

  EntryMapping(IdIndex rows, IdIndex cols, InputOrder order, EntryMagnitudes magnitudes) {
    this.rows = rows;
    this.cols = cols;
    this.order = order;
    this.magnitudes = magnitudes;
  }

  EntryChunk chunk(ParsedPartition parsed) {
    return parsed.chunk(rows, cols, order, magnitudes);
  }
}
