package org.overrank.linalg;

/**
 * Gram matrices XᵀX = Σ_b x_b x_bᵀ, upper triangle first.
 *
 * <p>m·n² flops for X m × n. Rows of X are added four at a time to each row of the result, in
 * column tiles that stay in cache; the order of summation depends on the shape alone.
 */
public final class Gram {
  private static final int CHUNK = 64;
  private static final int TILE = 256;

  private Gram() {}

  /**
   * upper ← upper + Σ_b x_b x_bᵀ, upper triangle only.
   *
   * @param upper n rows of at least n entries, of which [i][j], j ≥ i, are modified
   * @param n order
   * @param x rows to add, each of at least n entries, not modified
   * @param count how many of them, the first ones
   */
  public static void addOuterProducts(double[][] upper, int n, double[][] x, int count) {
    for (int tile = 0; tile < n; tile += TILE) {
      int tileEnd = Math.min(tile + TILE, n);
      for (int i = 0; i < tileEnd; i++) {
        addToRow(upper[i], x, count, i, Math.max(i, tile), tileEnd);
      }
    }
  }

  private static void addToRow(double[] row, double[][] x, int count, int i, int from, int to) {
    int b = 0;
    for (; b + 4 <= count; b += 4) {
      double[] p0 = x[b];
      double[] p1 = x[b + 1];
      double[] p2 = x[b + 2];
      double[] p3 = x[b + 3];
      RowUpdate.add4(row, p0, p1, p2, p3, p0[i], p1[i], p2[i], p3[i], from, to);
    }
    for (; b < count; b++) {
      RowUpdate.add1(row, x[b], x[b][i], from, to);
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
    double[][] chunk = new double[Math.min(CHUNK, x.rows())][n];
    for (int first = 0; first < x.rows(); first += CHUNK) {
      int count = Math.min(CHUNK, x.rows() - first);
      for (int b = 0; b < count; b++) {
        System.arraycopy(x.data(), (first + b) * n, chunk[b], 0, n);
      }
      addOuterProducts(upper, n, chunk, count);
    }
    return symmetric(upper);
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
