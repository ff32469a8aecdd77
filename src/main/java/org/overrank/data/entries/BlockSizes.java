package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;

/**
 * The sizes of the numbers in blocks, as exponents of the largest.
 *
 * @param target of √w (y − centre) in the fit
 * @param coefficient of √w s t in the fit
 * @param heldOut of y − centre among what is kept out of it
 */
public record BlockSizes(int target, int coefficient, int heldOut) implements Serializable {
  static BlockSizes of(EntryBlock train, @Nullable EntryBlock heldOut) {
    int coefficient = PowersOfTwo.OF_ZERO;
    for (int e = 0; e < train.count(); e++) {
      coefficient = Math.max(coefficient, PowersOfTwo.exponent(train.coefficient(e)));
    }
    return new BlockSizes(
        PowersOfTwo.largest(train.targets()),
        coefficient,
        heldOut == null ? PowersOfTwo.OF_ZERO : PowersOfTwo.largest(heldOut.targets()));
  }

  /** The sizes where nothing is subtracted from the values and all coefficients are 1. */
  static BlockSizes of(SortedEntries train, @Nullable SortedEntries heldOut) {
    double target = 0;
    double root = train.count() == 0 ? 0 : 1;
    double[] weights = train.weights();
    if (weights != null) {
      root = Math.sqrt(Arrays.stream(weights).max().orElse(0));
    }
    for (int e = 0; e < train.count(); e++) {
      target = Math.max(target, Math.sqrt(train.weight(e)) * Math.abs(train.values()[e]));
    }
    return new BlockSizes(
        PowersOfTwo.exponent(target),
        PowersOfTwo.exponent(root),
        heldOut == null ? PowersOfTwo.OF_ZERO : PowersOfTwo.largest(heldOut.values()));
  }

  /**
   * The sizes of both.
   *
   * @param other of other entries
   * @return the larger ones
   */
  public BlockSizes plus(BlockSizes other) {
    return new BlockSizes(
        Math.max(target, other.target),
        Math.max(coefficient, other.coefficient),
        Math.max(heldOut, other.heldOut));
  }

  /**
   * The units of the fit.
   *
   * @param read what values and roots of weights were divided by on reading
   */
  public Units units(EntryMagnitudes read) {
    return new Units(
        PowersOfTwo.orNone(target) + read.valueUnit() + read.rootUnit(),
        PowersOfTwo.orNone(coefficient) + read.rootUnit());
  }

  /** Units for what is kept out of the fit, in which the matrix is that of {@link #units}. */
  public Units heldOutUnits(EntryMagnitudes read) {
    return units(read).withTarget(PowersOfTwo.orNone(heldOut) + read.valueUnit());
  }
}
