package org.overrank.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowRange;

/** Cuts entries into blocks of about as many. */
final class Blocks {
  private Blocks() {}

  /** Ranges of rows, in order. */
  static List<EntryBlock> byRows(EntryBlock all, int count) {
    List<EntryBlock> blocks = new ArrayList<>();
    int row = 0;
    for (int k = 0; k < count; k++) {
      int start = row;
      long enough = (long) all.count() * (k + 1) / count;
      while (row < all.rows() && (k == count - 1 || all.offsets()[row + 1] <= enough)) {
        row++;
      }
      blocks.add(slice(all, start, row));
    }
    return blocks;
  }

  private static EntryBlock slice(EntryBlock all, int start, int end) {
    int first = all.offsets()[start];
    int last = all.offsets()[end];
    int[] offsets = Arrays.copyOfRange(all.offsets(), start, end + 1);
    Arrays.setAll(offsets, k -> offsets[k] - first);
    return new EntryBlock(
        all.rows(),
        all.cols(),
        new RowRange(start, end),
        offsets,
        Arrays.copyOfRange(all.columns(), first, last),
        Arrays.copyOfRange(all.targets(), first, last),
        null);
  }
}
