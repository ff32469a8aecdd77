package org.overrank.linalg;

import org.overrank.linalg.kernels.ChosenKernels;
import org.overrank.linalg.kernels.Kernels;

/** y ← fma(a, x, y) over stretches of arrays: 2n flops, 24n bytes. */
public final class Axpy {
  /** Below this many entries vector instructions gain nothing. */
  private static final int SHORT = 2 * Kernels.LANES;

  private Axpy() {}

  /**
   * Adds a multiple of one stretch to another.
   *
   * @param a the factor
   * @param x not modified
   * @param xStart where its stretch begins
   * @param y added to
   * @param yStart where its stretch begins
   * @param length how many entries
   */
  public static void add(double a, double[] x, int xStart, double[] y, int yStart, int length) {
    Kernels kernels = length < SHORT ? ChosenKernels.SCALAR : ChosenKernels.BEST;
    kernels.axpy(a, x, xStart, y, yStart, length);
  }
}
