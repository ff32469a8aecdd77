package org.overrank.data.entries;

import java.util.Iterator;
import java.util.List;
import org.overrank.sensing.EntryBlock;

/** Held-out cells whose row and column both have training entries: the others' coefficient is 0. */
public final class KnownCells {
  private KnownCells() {}

  /** A block of the known cells alone. */
  public static EntryBlock of(EntryBlock block) {
    int count = block.count() - (int) others(block);
    if (count == block.count()) {
      return block;
    }
    int[] offsets = new int[block.offsets().length];
    int[] columns = new int[count];
    double[] targets = new double[count];
    double[] coefficients = new double[count];
    int at = 0;
    for (int row = 0; row < block.range().size(); row++) {
      for (int e = block.offsets()[row]; e < block.offsets()[row + 1]; e++) {
        if (block.coefficient(e) != 0) {
          columns[at] = block.columns()[e];
          targets[at] = block.targets()[e];
          coefficients[at++] = block.coefficient(e);
        }
      }
      offsets[row + 1] = at;
    }
    return new EntryBlock(
        block.rows(),
        block.cols(),
        block.range(),
        offsets,
        columns,
        targets,
        BlockFinish.nullIfOnes(coefficients));
  }

  /** How many cells of blocks are not known, as the only element. */
  public static Iterator<Long> countOthers(Iterator<EntryBlock> blocks) {
    long count = 0;
    while (blocks.hasNext()) {
      count += others(blocks.next());
    }
    return List.of(count).iterator();
  }

  private static long others(EntryBlock block) {
    long count = 0;
    for (int e = 0; e < block.count(); e++) {
      count += block.coefficient(e) == 0 ? 1 : 0;
    }
    return count;
  }
}
