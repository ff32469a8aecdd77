package org.overrank.linalg;

import java.util.Arrays;
import org.overrank.linalg.kernels.ChosenKernels;
import org.overrank.linalg.kernels.Kernels;

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
  private final double[][] transposed;
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
    transposed = new double[maxRows][maxVectors];
  }

  /**
   * How many roundings a product of two stretches takes at most.
   *
   * @param length how many entries they have
   * @return additions on the longest way from a term to the sum
   */
  public static long roundings(int length) {
    return length / Kernels.LANES + 2L * Kernels.LANES;
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
      int k = 0;
      for (; k + 4 <= vectors.length; k += 4) {
        addStretch4(rows, count, vectors, k, from, to);
      }
      for (; k < vectors.length; k++) {
        addStretch(rows, count, vectors, k, 0, from, to);
      }
    }
    for (int k = 0; k < vectors.length; k++) {
      for (int q = 0; q < count; q++) {
        double total = Kernels.total(sums, (k * maxRows + q) * Kernels.LANES);
        out[k][outStart + q] = total + Kernels.tail(rows[q], 0, vectors[k], 0, whole, length);
      }
    }
  }

  private void addStretch4(
      double[][] rows, int count, double[][] vectors, int k, int from, int to) {
    int step = maxRows * Kernels.LANES;
    int q = 0;
    for (; q + 4 <= count; q += 4) {
      int at = (k * maxRows + q) * Kernels.LANES;
      ChosenKernels.BEST.addProducts4x4(rows, q, vectors, k, from, to, sums, at, step);
    }
    for (int v = k; v < k + 4; v++) {
      addStretch(rows, count, vectors, v, q, from, to);
    }
  }

  /** The rows from {@code first} on with one vector. */
  private void addStretch(
      double[][] rows, int count, double[][] vectors, int k, int first, int from, int to) {
    int q = first;
    int at = k * maxRows;
    double[] y = vectors[k];
    for (; q + 4 <= count; q += 4) {
      ChosenKernels.BEST.addProducts4(rows, q, y, from, to, sums, (at + q) * Kernels.LANES);
    }
    for (; q < count; q++) {
      int place = (at + q) * Kernels.LANES;
      ChosenKernels.BEST.addProducts(rows[q], from, y, from, to - from, sums, place);
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
  public void addTo(
      double[][] rows, int count, double[][] factors, int factorStart, double[][] outs) {
    int length = rows[0].length;
    int whole = outs.length - outs.length % 4;
    for (int q = 0; q < count; q++) {
      for (int k = 0; k < whole; k++) {
        transposed[q][k] = factors[k][factorStart + q];
      }
    }
    for (int from = 0; from < length; from += STRETCH) {
      int to = Math.min(length, from + STRETCH);
      Kernels kernels = ChosenKernels.of(to - from, count);
      int k = 0;
      for (; k < whole; k += 4) {
        kernels.addOuter4(outs, k, transposed, k, rows, 0, count, from, to);
      }
      for (; k < outs.length; k++) {
        kernels.addRows(outs[k], factors[k], factorStart, 1, rows, count, from, to);
      }
    }
  }

  /**
   * {@link #addTo} of four rows to one sum and {@link #multiply} of four others by one vector, with
   * the same bits, in one loop: while the second are read from memory the first come from the
   * cache.
   *
   * @param added four rows, not modified
   * @param factors of the four, not modified
   * @param out as long as the rows, added to
   * @param rows four rows of the same length, not modified
   * @param vector as long as the rows, not modified
   * @param products overwritten from {@code outStart} on
   * @param outStart where
   */
  public void addToAndMultiply(
      double[][] added,
      double[] factors,
      double[] out,
      double[][] rows,
      double[] vector,
      double[] products,
      int outStart) {
    int length = rows[0].length;
    int whole = length - length % Kernels.LANES;
    Arrays.fill(sums, 0, 4 * Kernels.LANES, 0);
    for (int from = 0; from < whole; from += STRETCH) {
      int to = Math.min(whole, from + STRETCH);
      ChosenKernels.BEST.addRowsAndProducts(out, factors, 0, added, rows, vector, from, to, sums);
    }
    ChosenKernels.BEST.addRows(out, factors, 0, 1, added, 4, whole, length);
    for (int q = 0; q < 4; q++) {
      double total = Kernels.total(sums, q * Kernels.LANES);
      products[outStart + q] = total + Kernels.tail(rows[q], 0, vector, 0, whole, length);
    }
  }
}
