package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.overrank.sensing.RowRange;

/** Ranges that tile [0, d), balanced by the entries in them. */
public final class RangeCut implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long ENTRIES_PER_PART = 100_000;
  private static final int LEAST = 4;
  private static final double MANY = 64;

  private final int[] starts;

  private RangeCut(int[] starts) {
    this.starts = starts;
  }

  /**
   * Cuts rows into ranges: a row goes where the middle of its entries falls when all entries, by
   * rows, are cut into equal parts. Integers only, so the cut is the same everywhere.
   *
   * @param counts entries of each row
   * @param parts how many ranges, some of them empty if there are more than rows
   * @return the ranges
   */
  public static RangeCut balanced(long[] counts, int parts) {
    long total = Math.max(1, Arrays.stream(counts).sum());
    int[] starts = new int[parts + 1];
    Arrays.fill(starts, counts.length);
    int filled = 0;
    long before = 0;
    for (int row = 0; row < counts.length; row++) {
      int part = (int) Math.min(parts - 1, parts * (2 * before + counts[row]) / (2 * total));
      while (filled <= part) {
        starts[filled++] = row;
      }
      before += counts[row];
    }
    starts[0] = 0;
    return new RangeCut(starts);
  }

  /**
   * Ranges of given sizes.
   *
   * @param sizes of the ranges, in order
   * @return the ranges
   * @throws org.overrank.linalg.InvalidInputException if there are more than {@value
   *     IdCounts#MAX_IDS} rows
   */
  public static RangeCut ofSizes(List<Integer> sizes) {
    int[] starts = new int[sizes.size() + 1];
    long end = 0;
    for (int part = 0; part < sizes.size(); part++) {
      end += sizes.get(part);
      IdCounts.requireRoom(end);
      starts[part + 1] = (int) end;
    }
    return new RangeCut(starts);
  }

  /**
   * How many ranges suit the data, whatever the machine: 100,000 entries each up to 64 ranges; from
   * there on both the number of ranges and their size grow as √N, so that scheduling and what every
   * partition returns do not outgrow the work.
   *
   * @param entries N
   * @param rows d1
   * @return at least 1, at most one a row
   */
  public static int defaultParts(long entries, int rows) {
    double parts = Math.ceil((double) entries / ENTRIES_PER_PART);
    if (parts > MANY) {
      parts = Math.ceil(Math.sqrt(MANY * parts));
    }
    return (int) Math.max(1, Math.min(Math.max(LEAST, parts), rows));
  }

  /** {@return how many ranges there are} */
  public int parts() {
    return starts.length - 1;
  }

  /** {@return d, how many rows there are} */
  public int rows() {
    return starts[parts()];
  }

  /**
   * One of the ranges.
   *
   * @param part its number, from 0
   * @return its rows
   */
  public RowRange range(int part) {
    return new RowRange(starts[part], starts[part + 1]);
  }

  /**
   * The range of a row.
   *
   * @param row in [0, d)
   * @return the part that holds it
   */
  public int partOf(int row) {
    int low = 0;
    int high = parts();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= row) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
