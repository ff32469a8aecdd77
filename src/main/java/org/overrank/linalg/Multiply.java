package org.overrank.linalg;

/**
 * Products of dense matrices: AB, AᵀB and ABᵀ.
 *
 * <p>Implementation note. All three are one loop over entries at given strides. A block of {@value
 * #DEPTH} × {@value #TILE} of the right factor is packed into rows of their own, and each row of
 * the result is updated by it four rows at a time. 2·m·n·k flops; the order of summation depends on
 * the shapes alone.
 */
public final class Multiply {
  private static final int DEPTH = 64;
  private static final int TILE = 256;

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

  private static Matrix product(Strided a, Strided b, int m, int depth, int n) {
    Matrix c = Matrix.zeros(m, n);
    double[][] block = new double[Math.min(DEPTH, depth)][Math.min(TILE, n)];
    double[] row = new double[Math.min(TILE, n)];
    for (int tile = 0; tile < n; tile += TILE) {
      int width = Math.min(TILE, n - tile);
      for (int k = 0; k < depth; k += DEPTH) {
        int count = Math.min(DEPTH, depth - k);
        pack(b, k, count, tile, width, block);
        for (int i = 0; i < m; i++) {
          System.arraycopy(c.data(), i * n + tile, row, 0, width);
          int start = i * a.rowStep + k * a.colStep;
          RowUpdate.addRows(row, block, count, a.matrix.data(), start, a.colStep, width);
          System.arraycopy(row, 0, c.data(), i * n + tile, width);
        }
      }
    }
    return c;
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
