package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;

/**
 * Which cells are kept out of a fit.
 *
 * @param kind how they are drawn
 * @param by the column that tells {@link HoldoutKind#GROUPS} and {@link HoldoutKind#LATEST}, or
 *     where the {@link HoldoutKind#TABLE} is; else null
 * @param block consecutive rows that go the same way, where that is by {@link HoldoutKind#BLOCKS}
 */
public record HoldoutRule(HoldoutKind kind, @Nullable String by, int block)
    implements Serializable {
  /** Single cells by their indices. */
  public static final HoldoutRule CELLS = new HoldoutRule(HoldoutKind.CELLS, null, 1);

  /** Single cells by their ids. */
  public static final HoldoutRule IDS = new HoldoutRule(HoldoutKind.IDS, null, 1);

  /** The stream of random numbers that decides. */
  static final long STREAM = 0x686f6c646f7574L;

  /** Checks the range. */
  public HoldoutRule {
    if (block < 1) {
      throw new InvalidInputException("a block has one row or more, not " + block);
    }
  }

  /** The column that is read beside the entries, or null. */
  public @Nullable String column() {
    return kind == HoldoutKind.GROUPS || kind == HoldoutKind.LATEST ? by : null;
  }

  /**
   * Which cells those are.
   *
   * @return such as "the latest by time", empty for single ones at random
   */
  public String words() {
    return switch (kind) {
      case CELLS -> "";
      case IDS -> "by their ids";
      case BLOCKS -> "in blocks of " + block + " rows";
      case GROUPS -> "whole groups by " + by;
      case LATEST -> "the latest by " + by;
      case TABLE -> "a table of their own";
    };
  }

  /** Whether what stands for a cell is drawn. */
  static boolean draws(EntryOptions options, long first, long second) {
    return GaussianNumbers.uniform(options.seed(), STREAM, first, second) < options.holdout();
  }
}
