package org.overrank.spark.entries;

import java.util.Objects;
import org.overrank.data.entries.SortedEntries;

/** The cells that some data hold out, one by one, by their indices. */
final class HeldOutValues {
  /** Takes one cell. */
  @FunctionalInterface
  interface Taker {
    void take(int row, int col, double value);
  }

  private HeldOutValues() {}

  static void forEach(EntryData data, Taker taker) {
    HeldOutCells held = Objects.requireNonNull(data.heldOutCells());
    for (SortedEntries cells : held.values().collect()) {
      for (int k = 0; k < cells.range().size(); k++) {
        for (int e = cells.offsets()[k]; e < cells.offsets()[k + 1]; e++) {
          taker.take(
              cells.range().start() + k,
              cells.cols()[e],
              Math.scalb(cells.values()[e], held.unit()));
        }
      }
    }
  }
}
