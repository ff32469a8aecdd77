package org.overrank.data.measurements;

import java.io.Serializable;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.Units;

/**
 * What became of the rows of one block.
 *
 * @param train measurements of the fit
 * @param heldOut measurements kept out
 * @param badRows unusable rows
 * @param firstBad place in the input of the first of them; the largest long without one
 * @param problem what is wrong with it
 * @param trainWeight Σ w over the measurements of the fit
 * @param trainSum Σ y over the same
 * @param bytes memory of the blocks
 * @param target exponent of the largest √w |y| of the fit, see {@link
 *     org.overrank.linalg.PowersOfTwo}
 * @param coefficient exponent of the largest cell of a √w A of the fit
 * @param heldOutTarget exponent of the largest |y| kept out of it
 */
public record BlockSummary(
    long train,
    long heldOut,
    long badRows,
    long firstBad,
    String problem,
    double trainWeight,
    double trainSum,
    long bytes,
    int target,
    int coefficient,
    int heldOutTarget)
    implements Serializable {
  /** Both together; weights are added in the order of the blocks. */
  public static BlockSummary plus(BlockSummary first, BlockSummary next) {
    return new BlockSummary(
        first.train + next.train,
        first.heldOut + next.heldOut,
        first.badRows + next.badRows,
        Math.min(first.firstBad, next.firstBad),
        first.firstBad <= next.firstBad ? first.problem : next.problem,
        first.trainWeight + next.trainWeight,
        first.trainSum + next.trainSum,
        first.bytes + next.bytes,
        Math.max(first.target, next.target),
        Math.max(first.coefficient, next.coefficient),
        Math.max(first.heldOutTarget, next.heldOutTarget));
  }

  /** The units in which the largest target and the largest coefficient are about 1. */
  public Units units() {
    return new Units(PowersOfTwo.orNone(target), PowersOfTwo.orNone(coefficient));
  }

  /** Units for the measurements kept out in which the matrix is that of {@link #units}. */
  public Units heldOutUnits() {
    Units fitted = units();
    return heldOutTarget == PowersOfTwo.OF_ZERO ? fitted : fitted.withTarget(heldOutTarget);
  }
}
