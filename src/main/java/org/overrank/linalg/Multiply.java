package org.overrank.linalg;

import org.overrank.linalg.kernels.ChosenKernels;

/**
 * Products of dense matrices: AB, AᵀB and ABᵀ.
 *
 * <p>Implementation note. All three are one loop over entries at given strides. A block of {@value
 * #DEPTH} × {@value #TILE} of the right factor is packed into rows of their own, which are added to
 * four rows of the result at a time. 2·m·n·k flops; each entry is summed in the order of k.
 */
public final class Multiply {
  private static final int DEPTH = 64;
  private static final int TILE = 256;
  private static final int GROUP = 4;

  /** What a thread does at least before another is worth waking, and how much at a time. */
  private static final double MANY_FLOPS = 1 << 23;

  private static final double STRIPE_FLOPS = 1 << 20;
  private static final int LEAST_STRIPE = 64;

  private Multiply() {}

  /**
   * The product A·B.
   *
   * @param a m × k, not modified
   * @param b k × n, not modified
   * @return a new m × n matrix
   */
  public static Matrix ab(Matrix a, Matrix b) {
    check(a.cols(), b.rows(), a, b);
    Strided left = new Strided(a, a.cols(), 1);
    return product(left, new Strided(b, b.cols(), 1), a.rows(), a.cols(), b.cols());
  }

  /**
   * The product Aᵀ·B.
   *
   * @param a k × m, not modified
   * @param b k × n, not modified
   * @return a new m × n matrix
   */
  public static Matrix atb(Matrix a, Matrix b) {
    check(a.rows(), b.rows(), a, b);
    Strided left = new Strided(a, 1, a.cols());
    return product(left, new Strided(b, b.cols(), 1), a.cols(), a.rows(), b.cols());
  }

  /**
   * The product A·Bᵀ.
   *
   * @param a m × k, not modified
   * @param b n × k, not modified
   * @return a new m × n matrix
   */
  public static Matrix abt(Matrix a, Matrix b) {
    check(a.cols(), b.cols(), a, b);
    Strided left = new Strided(a, a.cols(), 1);
    return product(left, new Strided(b, 1, b.cols()), a.rows(), a.cols(), b.rows());
  }

  /** A matrix read with entry (i, j) at {@code i * rowStep + j * colStep}. */
  private record Strided(Matrix matrix, int rowStep, int colStep) {}

  private static void check(int left, int right, Matrix a, Matrix b) {
    if (left != right) {
      throw new IllegalArgumentException("inner sizes differ: " + a + " and " + b);
    }
  }

  /** In stripes of rows, if there are many: a row's bits do not depend on the others. */
  private static Matrix product(Strided a, Strided b, int m, int depth, int n) {
    Matrix c = Matrix.zeros(m, n);
    double flopsOfRow = 2.0 * depth * n;
    int stripe = (int) Math.max(LEAST_STRIPE, STRIPE_FLOPS / (flopsOfRow + 1)) / GROUP * GROUP;
    Pieces.forEachIf(
        m * flopsOfRow > MANY_FLOPS,
        m,
        stripe,
        (start, end) -> addProduct(c, a, b, start, end, depth));
    return c;
  }

  private static void addProduct(Matrix c, Strided a, Strided b, int start, int end, int depth) {
    int n = c.cols();
    double[][] block = new double[Math.min(DEPTH, depth)][Math.min(TILE, n)];
    double[][] factors = new double[block.length][GROUP];
    double[][] sums = new double[GROUP][Math.min(TILE, n)];
    for (int tile = 0; tile < n; tile += TILE) {
      int width = Math.min(TILE, n - tile);
      for (int k = 0; k < depth; k += DEPTH) {
        int count = Math.min(DEPTH, depth - k);
        pack(b, k, count, tile, width, block);
        for (int i = start; i < end; i += GROUP) {
          int size = Math.min(GROUP, end - i);
          packFactors(a, i, size, k, count, factors);
          addGroup(c, i, size, tile, width, sums, factors, block, count);
        }
      }
    }
  }

  /** Adds a block's share to a few rows of the result; missing rows of a group are idle. */
  private static void addGroup(
      Matrix c,
      int i,
      int size,
      int tile,
      int width,
      double[][] sums,
      double[][] factors,
      double[][] block,
      int count) {
    int n = c.cols();
    for (int r = 0; r < size; r++) {
      System.arraycopy(c.data(), (i + r) * n + tile, sums[r], 0, width);
    }
    ChosenKernels.of(width, count).addOuter4(sums, 0, factors, 0, block, 0, count, 0, width);
    for (int r = 0; r < size; r++) {
      System.arraycopy(sums[r], 0, c.data(), (i + r) * n + tile, width);
    }
  }

  private static void packFactors(
      Strided a, int i, int size, int k, int count, double[][] factors) {
    double[] data = a.matrix.data();
    for (int q = 0; q < count; q++) {
      int start = i * a.rowStep + (k + q) * a.colStep;
      for (int r = 0; r < size; r++) {
        factors[q][r] = data[start + r * a.rowStep];
      }
    }
  }

  private static void pack(Strided b, int k, int count, int tile, int width, double[][] block) {
    double[] data = b.matrix.data();
    for (int q = 0; q < count; q++) {
      int start = (k + q) * b.rowStep + tile * b.colStep;
      double[] target = block[q];
      for (int j = 0; j < width; j++) {
        target[j] = data[start + j * b.colStep];
      }
    }
  }
}
