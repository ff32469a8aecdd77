package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowRange;

/**
 * Rows of a block of which lists of columns can be told and judged: something is known of them, and
 * cells with a value above 0 were kept aside, in columns that the fit knows.
 *
 * @param seen what is known of the rows, as the fit has entries
 * @param terms of its rows
 * @param rows which of its rows, from 0 in its range, ascending
 * @param relevant for each of them the columns to find, ascending
 */
public record RowsToRank(EntryBlock seen, RowTerms terms, List<Integer> rows, List<int[]> relevant)
    implements Serializable {
  /** Of rows that were kept out whole, the share of cells to find; the others are known. */
  public static final double TO_FIND = 0.2;

  private static final long FIND_STREAM = 0x746f2066696e64L;
  private static final long ROW_STREAM = 0x726f772072616eL;
  private static final long HALF_STREAM = 0x72616e6b68616cL;

  /**
   * Which of the rows that lists can be judged of: what a choice was made by would flatter it, so
   * it is made by one half of them, at random by their indices, and judged by the other.
   */
  public enum Part {
    /** All of them, where nothing was chosen by any. */
    ALL,
    /** The half that choices are made by: validation. */
    CHOOSING,
    /** The other half, which no choice has seen: test. */
    JUDGING;

    boolean has(long seed, int row) {
      return this == ALL
          || (GaussianNumbers.uniform(seed, HALF_STREAM, row, 0) < 0.5) == (this == CHOOSING);
    }
  }

  /** Detaches the lists. */
  public RowsToRank {
    rows = List.copyOf(rows);
    relevant = List.copyOf(relevant);
  }

  /**
   * Which rows are taken.
   *
   * @param seed of the draw
   * @param part of them
   * @param share of the rows of that part
   */
  public record Draw(long seed, Part part, double share) implements Serializable {
    boolean takes(int row) {
      return part.has(seed, row)
          && (share >= 1 || GaussianNumbers.uniform(seed, ROW_STREAM, row, 0) < share);
    }
  }

  /**
   * Rows that the fit has seen.
   *
   * @param train its entries
   * @param terms of their rows
   * @param heldOut cells of the same rows that were kept out
   * @param finish what the entries were made by
   * @param draw which rows are taken
   * @return over the same arrays
   */
  public static RowsToRank trained(
      EntryBlock train, RowTerms terms, SortedEntries heldOut, BlockFinish finish, Draw draw) {
    Scales scales = finish.scales(terms.scales());
    List<Integer> rows = new ArrayList<>();
    List<int[]> relevant = new ArrayList<>();
    for (int k = 0; k < train.range().size(); k++) {
      boolean known = train.offsets()[k + 1] > train.offsets()[k];
      int[] found = known ? relevant(heldOut, k, scales, col -> true) : new int[0];
      if (found.length > 0 && draw.takes(train.range().start() + k)) {
        rows.add(k);
        relevant.add(found);
      }
    }
    return new RowsToRank(train, terms, rows, relevant);
  }

  /**
   * Rows that were kept out whole: a part of each row's cells is made known, as the fit's are.
   *
   * @param heldOut the rows
   * @param finish what entries are made by
   * @param target targets are divided by 2 to this power
   * @param coefficient coefficients are divided by 2 to this power
   * @param draw which rows are taken
   * @return a block of those rows alone
   */
  public static RowsToRank folded(
      SortedEntries heldOut, BlockFinish finish, int target, int coefficient, Draw draw) {
    Scales scales = finish.scales(null);
    SortedWriter known =
        new SortedWriter(heldOut.range(), heldOut.count(), heldOut.weights() != null);
    List<int[]> relevant = new ArrayList<>();
    int taken = 0;
    for (int k = 0; k < heldOut.range().size(); k++) {
      int row = heldOut.range().start() + k;
      int from = heldOut.offsets()[k];
      int to = heldOut.offsets()[k + 1];
      int[] cols = Arrays.stream(heldOut.cols(), from, to).distinct().toArray();
      BitSet hidden =
          HoldoutRule.drawn(draw.seed, FIND_STREAM, row, cols, (int) (TO_FIND * cols.length));
      int[] found = relevant(heldOut, k, scales, hidden::get);
      if (found.length > 0 && draw.takes(row)) {
        relevant.add(found);
        for (int e = from; e < to; e++) {
          if (!hidden.get(heldOut.cols()[e])) {
            known.add(heldOut.cols()[e], heldOut.values()[e], heldOut.weight(e));
          }
        }
        known.endRow(taken++);
      }
    }
    SortedEntries entries = known.finish(new RowRange(0, taken));
    RowTerms terms = finish.terms(entries);
    List<Integer> rows = new ArrayList<>();
    for (int k = 0; k < taken; k++) {
      rows.add(k);
    }
    return new RowsToRank(
        finish.weighted(entries, terms, target, coefficient), terms, rows, relevant);
  }

  /** Columns of cells above 0, ascending and all different. */
  private static int[] relevant(SortedEntries heldOut, int row, Scales scales, IntPredicate among) {
    BitSet found = new BitSet();
    for (int e = heldOut.offsets()[row]; e < heldOut.offsets()[row + 1]; e++) {
      int col = heldOut.cols()[e];
      if (heldOut.values()[e] > 0 && scales.col(col) != 0 && among.test(col)) {
        found.set(col);
      }
    }
    return found.stream().toArray();
  }
}
