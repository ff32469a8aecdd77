package org.overrank.linalg;

/** y += a x over stretches of arrays: 2n flops, 24n bytes. */
public final class Axpy {
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
    ChosenKernels.BEST.axpy(a, x, xStart, y, yStart, length);
  }
}
