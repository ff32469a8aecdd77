package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;

/**
 * Which cells are kept out of a fit.
 *
 * @param kind how they are drawn
 * @param by the column that tells {@link HoldoutKind#GROUPS}, {@link HoldoutKind#LATEST} and {@link
 *     HoldoutKind#LAST}, or where the {@link HoldoutKind#TABLE} is; else null
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
    return kind == HoldoutKind.TABLE ? null : by;
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
      case PER_ROW -> "of each row its share";
      case LAST -> "the last of each row by " + by;
      case ROWS -> "whole rows";
      case TABLE -> "a table of their own";
    };
  }

  /**
   * Which cells of a row are drawn, at random by their indices.
   *
   * @param seed of the draw
   * @param stream of random numbers
   * @param row index of the row
   * @param cols indices of its columns, all different
   * @param count how many
   * @return the columns drawn
   */
  static BitSet drawn(long seed, long stream, int row, int[] cols, int count) {
    BitSet drawn = new BitSet();
    Arrays.stream(cols)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                    (Integer col) -> GaussianNumbers.uniform(seed, stream, row, col))
                .thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .forEach(drawn::set);
    return drawn;
  }

  /** Whether what stands for a cell is drawn. */
  static boolean draws(EntryOptions options, long first, long second) {
    return GaussianNumbers.uniform(options.seed(), STREAM, first, second) < options.holdout();
  }
}
