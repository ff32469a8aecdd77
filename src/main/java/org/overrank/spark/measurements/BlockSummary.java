package org.overrank.spark.measurements;

import java.io.Serializable;

/**
 * What became of the rows of one block.
 *
 * @param train measurements of the fit
 * @param heldOut measurements kept out
 * @param badRows unusable rows
 * @param firstBad place in the input of the first of them; the largest long without one
 * @param problem what is wrong with it
 * @param trainWeight Σ w over the measurements of the fit
 * @param bytes memory of the blocks
 */
record BlockSummary(
    long train,
    long heldOut,
    long badRows,
    long firstBad,
    String problem,
    double trainWeight,
    long bytes)
    implements Serializable {
  /** Both together; weights are added in the order of the blocks. */
  static BlockSummary plus(BlockSummary first, BlockSummary next) {
    return new BlockSummary(
        first.train + next.train,
        first.heldOut + next.heldOut,
        first.badRows + next.badRows,
        Math.min(first.firstBad, next.firstBad),
        first.firstBad <= next.firstBad ? first.problem : next.problem,
        first.trainWeight + next.trainWeight,
        first.bytes + next.bytes);
  }
}
