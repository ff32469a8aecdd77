package org.overrank.data.measurements;

import java.io.Serializable;

/**
 * The blocks of a table: block k of P holds the rows [kN/P, (k+1)N/P) of the input.
 *
 * @param rows N, unusable ones included
 * @param parts P, at most N
 */
public record OrderCut(long rows, int parts) implements Serializable {
  private static final double BLOCK_BYTES = 64 << 20;
  private static final int MOST = 4096;

  /**
   * Blocks of a size that passes well.
   *
   * @param rows N
   * @param bytesPerRow memory of a measurement
   * @param asked P, or 0 to choose
   * @return the blocks
   */
  public static OrderCut of(long rows, double bytesPerRow, int asked) {
    double wanted =
        asked > 0 ? asked : Math.max(2, Math.min(MOST, (double) rows * bytesPerRow / BLOCK_BYTES));
    return new OrderCut(rows, (int) Math.min(Math.ceil(wanted), (double) rows));
  }

  /**
   * The block of a row.
   *
   * @param order its place in the input
   * @return k with kN/P ≤ order &lt; (k+1)N/P
   */
  public int part(long order) {
    int k = (int) Math.min(parts - 1L, (long) ((double) order * parts / rows));
    while (k > 0 && order < start(k)) {
      k--;
    }
    while (k < parts - 1 && order >= start(k + 1)) {
      k++;
    }
    return k;
  }

  /** ⌊kN/P⌋ without overflow. */
  private long start(int k) {
    return rows / parts * k + rows % parts * k / parts;
  }
}
