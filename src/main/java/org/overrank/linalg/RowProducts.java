package org.overrank.linalg;

import java.util.Arrays;

/**
 * Several rows times several vectors, and back: every number with the bits it has alone.
 *
 * <p>Implementation note. A stretch of {@value #STRETCH} entries of all rows and vectors stays in
 * the cache while their products are added to running sums, four rows at a time: with many vectors
 * this runs at the speed of a matrix product, with one at that of reading the rows.
 */
public final class RowProducts {
  private static final int STRETCH = 512;

  private final double[] sums;
  private final int maxRows;

  /**
   * Room for the running sums.
   *
   * @param maxRows the most rows of one call
   * @param maxVectors the most vectors of one call
   */
  public RowProducts(int maxRows, int maxVectors) {
    this.maxRows = maxRows;
    sums = new double[Math.multiplyExact(Math.multiplyExact(maxRows, maxVectors), Kernels.LANES)];
  }

  /**
   * out[k][outStart + q] = ⟨rows[q], vectors[k]⟩.
   *
   * @param rows from 0 on {@code count} rows of one length, not modified
   * @param count how many
   * @param vectors as long as the rows, not modified
   * @param out one array for each vector, overwritten from {@code outStart} on
   * @param outStart where
   */
  public void multiply(
      double[][] rows, int count, double[][] vectors, double[][] out, int outStart) {
    int length = rows[0].length;
    int whole = length - length % Kernels.LANES;
    Arrays.fill(sums, 0, maxRows * vectors.length * Kernels.LANES, 0);
    for (int from = 0; from < whole; from += STRETCH) {
      int to = Math.min(whole, from + STRETCH);
      for (int k = 0; k < vectors.length; k++) {
        addStretch(rows, count, vectors[k], from, to, k * maxRows * Kernels.LANES);
      }
    }
    for (int k = 0; k < vectors.length; k++) {
      for (int q = 0; q < count; q++) {
        double total = Kernels.total(sums, (k * maxRows + q) * Kernels.LANES);
        out[k][outStart + q] = total + Kernels.tail(rows[q], 0, vectors[k], 0, whole, length);
      }
    }
  }

  /**
   * outs[k] += Σ_q factors[k][factorStart + q] · rows[q], with the bits of {@link
   * RowUpdate#addRows}.
   *
   * @param rows from 0 on {@code count} rows of one length, not modified
   * @param count how many
   * @param factors one array for each sum, not modified
   * @param factorStart where the first factor stands
   * @param outs as long as the rows, added to
   */
  public static void addTo(
      double[][] rows, int count, double[][] factors, int factorStart, double[][] outs) {
    int length = rows[0].length;
    for (int from = 0; from < length; from += STRETCH) {
      int to = Math.min(length, from + STRETCH);
      for (int k = 0; k < outs.length; k++) {
        RowUpdate.addStretch(outs[k], rows, count, factors[k], factorStart, 1, from, to);
      }
    }
  }

  private void addStretch(double[][] rows, int count, double[] vector, int from, int to, int at) {
    int q = 0;
    for (; q + 4 <= count; q += 4) {
      ChosenKernels.BEST.addProducts4(rows, q, vector, from, to, sums, at + q * Kernels.LANES);
    }
    for (; q < count; q++) {
      int place = at + q * Kernels.LANES;
      ChosenKernels.BEST.addProducts(rows[q], from, vector, from, to - from, sums, place);
    }
  }
}
