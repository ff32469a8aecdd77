package org.overrank.linalg;

/**
 * Gram matrices XᵀX = Σ_b x_b x_bᵀ, upper triangle first.
 *
 * <p>m·n² flops for X m × n, in column tiles that stay in cache; sums are made in the order of the
 * rows of X.
 */
public final class Gram {
  private static final int CHUNK = 64;
  private static final int TILE = 256;

  /** What a thread does at least before another is worth waking, and rows it takes at a time. */
  private static final double MANY_FLOPS = 1 << 23;

  private static final int BAND = 16;

  private Gram() {}

  /**
   * upper ← upper + Σ_b x_b x_bᵀ, upper triangle only.
   *
   * @param upper n rows of at least n entries; [i][j], j ≥ i, are added to, and a few left of the
   *     diagonal are overwritten
   * @param n order
   * @param x rows to add, each of at least n entries, not modified
   * @param count how many of them, the first ones
   */
  public static void addOuterProducts(double[][] upper, int n, double[][] x, int count) {
    addOuterProducts(upper, 0, n, n, x, count);
  }

  /** The same for the rows from start to last of the triangle. */
  private static void addOuterProducts(
      double[][] upper, int start, int last, int n, double[][] x, int count) {
    for (int tile = start / TILE * TILE; tile < n; tile += TILE) {
      int end = Math.min(tile + TILE, n);
      int from = Math.max(start, tile);
      RowUpdate.addOuterProducts(upper, start, Math.min(last, end), x, 0, count, from, end);
    }
  }

  /**
   * The Gram matrix of the columns.
   *
   * @param x m × n, not modified
   * @return a new symmetric n × n matrix XᵀX, both triangles filled
   */
  public static Matrix xtx(Matrix x) {
    int n = x.cols();
    double[][] upper = new double[n][n];
    boolean many = (double) x.rows() * n * n > MANY_FLOPS;
    Pieces.forEachIf(many, n, BAND, (start, end) -> addRows(upper, start, end, x));
    return symmetric(upper);
  }

  /** Some rows of the upper triangle of XᵀX. */
  private static void addRows(double[][] upper, int start, int end, Matrix x) {
    int n = x.cols();
    double[][] chunk = new double[Math.min(CHUNK, x.rows())][n];
    for (int first = 0; first < x.rows(); first += CHUNK) {
      int count = Math.min(CHUNK, x.rows() - first);
      for (int b = 0; b < count; b++) {
        System.arraycopy(x.data(), (first + b) * n + start, chunk[b], start, n - start);
      }
      addOuterProducts(upper, start, end, n, chunk, count);
    }
  }

  /**
   * A symmetric matrix from its upper triangle.
   *
   * @param upper n rows of n entries, of which [i][j], j ≥ i, are read; not modified
   * @return a new n × n matrix with both triangles filled
   */
  static Matrix symmetric(double[][] upper) {
    int n = upper.length;
    Matrix result = Matrix.zeros(n, n);
    double[] data = result.data();
    for (int i = 0; i < n; i++) {
      System.arraycopy(upper[i], i, data, i * n + i, n - i);
      for (int j = i + 1; j < n; j++) {
        data[j * n + i] = upper[i][j];
      }
    }
    return result;
  }
}
