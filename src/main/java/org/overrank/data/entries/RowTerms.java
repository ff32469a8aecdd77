package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all cells of a row have in common, for the rows of one block: s_a and b_a. */
public final class RowTerms implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double @Nullable [] scales;
  private final double[] biases;

  /**
   * Terms over arrays that are not copied.
   *
   * @param scales s by row within the range, or null if all are 1
   * @param biases b by row within the range, or empty if there are none
   */
  RowTerms(double @Nullable [] scales, double[] biases) {
    this.scales = scales;
    this.biases = biases;
  }

  /** s by row within the range, or null if all are 1; the live array. */
  public double @Nullable [] scales() {
    return scales;
  }

  /** b by row within the range, or empty if there are none; the live array. */
  public double[] biases() {
    return biases;
  }

  /**
   * The scales of all rows.
   *
   * @param blocks the terms of all blocks, in order
   * @param cut their rows
   * @return s by row index
   */
  public static double[] scales(List<RowTerms> blocks, RangeCut cut) {
    double[] all = new double[cut.rows()];
    Arrays.fill(all, 1);
    for (int part = 0; part < blocks.size(); part++) {
      double[] scales = blocks.get(part).scales;
      if (scales != null) {
        System.arraycopy(scales, 0, all, cut.range(part).start(), scales.length);
      }
    }
    return all;
  }

  /**
   * The biases of all rows.
   *
   * @param blocks the terms of all blocks, in order
   * @return b by row index, or empty if there are none
   */
  public static double[] biases(List<RowTerms> blocks) {
    return blocks.stream().flatMapToDouble(terms -> Arrays.stream(terms.biases)).toArray();
  }
}
