package org.overrank.data.entries;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the cells of a block once: settles duplicates, and keeps the held-out cells apart.
 *
 * <p>A cell is held out by a random number that depends on the seed and on its two indices alone,
 * or because one of its measurements was marked when it was read, or for its place among the cells
 * of its row; all of a cell go the same way.
 */
public final class CellPass {
  /** Stands for all columns of a row that goes one way as a whole. */
  private static final int WHOLE = -1;

  private final SortedEntries entries;
  private final EntryOptions options;
  private final SortedWriter train;
  private final @Nullable SortedWriter heldOut;
  private long surplus;
  private @Nullable Clash clash;
  private BitSet drawn = new BitSet();

  private CellPass(SortedEntries entries, EntryOptions options) {
    this.entries = entries;
    this.options = options;
    boolean weighted = entries.weights() != null;
    this.train = new SortedWriter(entries.range(), entries.count(), weighted);
    this.heldOut =
        options.holdsOut() ? new SortedWriter(entries.range(), entries.count(), weighted) : null;
  }

  /**
   * Makes the block.
   *
   * @param entries sorted, not modified
   * @param options policy for duplicates, share and seed of the hold-out
   * @return the block
   */
  public static RawBlock run(SortedEntries entries, EntryOptions options) {
    CellPass pass = new CellPass(entries, options);
    for (int row = 0; row < entries.range().size(); row++) {
      pass.row(row);
    }
    SortedEntries kept = pass.heldOut == null ? null : pass.heldOut.finish();
    return new RawBlock(pass.train.finish(), kept, pass.surplus, pass.clash);
  }

  private void row(int row) {
    int end = entries.offsets()[row + 1];
    drawn = heldOut == null ? drawn : drawn(row);
    for (int from = entries.offsets()[row]; from < end; ) {
      int to = from + 1;
      while (to < end && entries.cols()[to] == entries.cols()[from]) {
        to++;
      }
      int index = entries.range().start() + row;
      if (to - from > 1) {
        surplus += to - from - 1;
        note(new Clash(index, entries.cols()[from], entries.order(from), entries.order(from + 1)));
      }
      settle(from, to, writer(index, from, to));
      from = to;
    }
    train.endRow(row);
    if (heldOut != null) {
      heldOut.endRow(row);
    }
  }

  private void note(Clash found) {
    if (clash == null || found.second() < clash.second()) {
      clash = found;
    }
  }

  private SortedWriter writer(int row, int from, int to) {
    return heldOut != null && isHeldOut(row, from, to) ? heldOut : train;
  }

  private boolean isHeldOut(int row, int from, int to) {
    int col = entries.cols()[from];
    return switch (options.rule().kind()) {
      case CELLS -> HoldoutRule.draws(options, row, col);
      case BLOCKS -> HoldoutRule.draws(options, row / options.rule().block(), col);
      case PER_ROW, LAST -> drawn.get(col);
      case ROWS -> HoldoutRule.draws(options, row, WHOLE);
      case IDS, GROUPS, LATEST, TABLE -> entries.isAnyMarked(from, to);
    };
  }

  /** The columns of a row that are held out, where that depends on its others. */
  private BitSet drawn(int row) {
    int from = entries.offsets()[row];
    int[] cols =
        Arrays.stream(entries.cols(), from, entries.offsets()[row + 1]).distinct().toArray();
    return switch (options.rule().kind()) {
      case PER_ROW ->
          HoldoutRule.drawn(
              options.seed(),
              HoldoutRule.STREAM,
              entries.range().start() + row,
              cols,
              (int) (options.holdout() * cols.length));
      case LAST -> cols.length > 1 ? last(row) : new BitSet();
      case CELLS, BLOCKS, ROWS, IDS, GROUPS, LATEST, TABLE -> new BitSet();
    };
  }

  /** The column with the largest key; of equal ones that of the last in the input. */
  private BitSet last(int row) {
    long[] keys = Objects.requireNonNull(entries.keys());
    int last = entries.offsets()[row];
    for (int e = last + 1; e < entries.offsets()[row + 1]; e++) {
      int order = Long.compare(keys[e], keys[last]);
      last = order > 0 || (order == 0 && entries.order(e) > entries.order(last)) ? e : last;
    }
    BitSet drawn = new BitSet();
    drawn.set(entries.cols()[last]);
    return drawn;
  }

  private void settle(int from, int to, SortedWriter out) {
    switch (options.onDuplicate()) {
      case LAST -> copy(to - 1, to, out);
      case MEAN -> mean(from, to, out);
      case KEEP, ERROR -> copy(from, to, out);
    }
  }

  private void copy(int from, int to, SortedWriter out) {
    for (int e = from; e < to; e++) {
      out.add(entries.cols()[e], entries.values()[e], entries.weight(e));
    }
  }

  private void mean(int from, int to, SortedWriter out) {
    if (to - from == 1) {
      copy(from, to, out);
      return;
    }
    double weightSum = 0;
    double weightedSum = 0;
    for (int e = from; e < to; e++) {
      weightSum += entries.weight(e);
      weightedSum += entries.weight(e) * entries.values()[e];
    }
    out.add(entries.cols()[from], weightedSum / weightSum, weightSum / (to - from));
  }
}
