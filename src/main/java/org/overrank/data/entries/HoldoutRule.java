package org.overrank.data.entries;

import java.io.Serializable;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;

/**
 * Which cells are kept out of a fit.
 *
 * @param kind how they are drawn
 * @param block consecutive rows that go the same way, where that is by {@link HoldoutKind#BLOCKS}
 */
public record HoldoutRule(HoldoutKind kind, int block) implements Serializable {
  /** Single cells by their indices. */
  public static final HoldoutRule CELLS = new HoldoutRule(HoldoutKind.CELLS, 1);

  /** Single cells by their ids. */
  public static final HoldoutRule IDS = new HoldoutRule(HoldoutKind.IDS, 1);

  /** The stream of random numbers that decides. */
  static final long STREAM = 0x686f6c646f7574L;

  /** Checks the range. */
  public HoldoutRule {
    if (block < 1) {
      throw new InvalidInputException("a block has one row or more, not " + block);
    }
  }

  /** Whether what stands for a cell is drawn. */
  static boolean draws(EntryOptions options, long first, long second) {
    return GaussianNumbers.uniform(options.seed(), STREAM, first, second) < options.holdout();
  }
}
