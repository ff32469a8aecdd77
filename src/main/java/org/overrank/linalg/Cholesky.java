package org.overrank.linalg;

/**
 * Cholesky factorization A = RᵀR of symmetric positive definite matrices, and solves with it.
 *
 * <p>A workspace that is made once and used for many matrices of order up to its capacity; after
 * construction nothing is allocated. Only the upper triangle is read. Not safe for several threads.
 *
 * <p>Implementation note. Right-looking in panels of {@value #PANEL} rows: inside a panel each row
 * is updated by those above it, then the rest of the matrix is updated in column tiles of {@value
 * #TILE}, so that a panel's tile stays in the second-level cache at any order (n = 4000 runs as
 * fast as n = 200). n³/3 flops. The pivot row is scaled by a rounded reciprocal: one rounding per
 * entry more than the textbook's division.
 */
public final class Cholesky {
  private static final int PANEL = 64;
  private static final int TILE = 256;

  private final double[][] rows;
  private final double[] rhs;
  private int order;

  /**
   * A workspace.
   *
   * @param capacity the largest order it will be used for, at least 0
   */
  public Cholesky(int capacity) {
    rows = new double[capacity][capacity];
    rhs = new double[capacity];
  }

  /**
   * The working rows: put entry (i, j), j ≥ i, into {@code rows()[i][j]}, then call {@link
   * #factor(int)}, which leaves R there.
   *
   * @return the live rows, capacity × capacity
   */
  public double[][] rows() {
    return rows;
  }

  /**
   * Factors a matrix stored flat.
   *
   * @param a upper triangle by rows, entry (i, j) at {@code i * n + j}; not modified
   * @param n order, at most the capacity
   * @return false if it is not positive definite in floating point: a pivot was not positive, or
   *     was NaN or infinite
   */
  public boolean factor(double[] a, int n) {
    checkOrder(n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(a, i * n + i, rows[i], i, n - i);
    }
    return factor(n);
  }

  /**
   * Factors the leading n × n block of {@link #rows()} in place.
   *
   * @param n order, at most the capacity
   * @return false if it is not positive definite in floating point; the rows are then spoilt
   */
  public boolean factor(int n) {
    checkOrder(n);
    order = n;
    for (int k = 0; k < n; k += PANEL) {
      int end = Math.min(k + PANEL, n);
      if (!factorPanel(k, end)) {
        order = -1;
        return false;
      }
      for (int tile = end; tile < n; tile += TILE) {
        updateTile(k, end, tile, Math.min(tile + TILE, n));
      }
    }
    return true;
  }

  private boolean factorPanel(int first, int end) {
    for (int i = first; i < end; i++) {
      double[] row = rows[i];
      RowUpdate.subtractRows(row, rows, first, i, i, i, order);
      double pivot = row[i];
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      scale(row, 1 / root, i + 1, order);
      row[i] = root;
    }
    return true;
  }

  private static void scale(double[] row, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] *= factor;
    }
  }

  private void updateTile(int first, int end, int tileStart, int tileEnd) {
    for (int i = end; i < tileEnd; i++) {
      RowUpdate.subtractRows(rows[i], rows, first, end, i, Math.max(i, tileStart), tileEnd);
    }
  }

  /**
   * Solves A x = b with the factor of the last successful {@code factor}. 2n² flops.
   *
   * @param b right-hand side in [bStart, bStart + n), replaced by the solution
   * @param bStart where it begins
   * @throws IllegalStateException if the last factorization failed
   */
  public void solve(double[] b, int bStart) {
    if (order < 0) {
      throw new IllegalStateException("the last matrix was not positive definite");
    }
    System.arraycopy(b, bStart, rhs, 0, order);
    solveTransposed();
    solveUpper();
    System.arraycopy(rhs, 0, b, bStart, order);
  }

  /** Rᵀ z = b along rows, four unknowns at a time. */
  private void solveTransposed() {
    int n = order;
    int k = 0;
    for (; k + 4 <= n; k += 4) {
      for (int i = k; i < k + 4; i++) {
        rhs[i] /= rows[i][i];
        RowUpdate.add1(rhs, rows[i], -rhs[i], i + 1, k + 4);
      }
      RowUpdate.add4(
          rhs,
          rows[k],
          rows[k + 1],
          rows[k + 2],
          rows[k + 3],
          -rhs[k],
          -rhs[k + 1],
          -rhs[k + 2],
          -rhs[k + 3],
          k + 4,
          n);
    }
    for (; k < n; k++) {
      rhs[k] /= rows[k][k];
      RowUpdate.add1(rhs, rows[k], -rhs[k], k + 1, n);
    }
  }

  /** R x = z, a dot product along each row from the last to the first. */
  private void solveUpper() {
    for (int i = order - 1; i >= 0; i--) {
      double known = ChosenKernels.SCALAR.dot(rows[i], i + 1, rhs, i + 1, order - i - 1);
      rhs[i] = (rhs[i] - known) / rows[i][i];
    }
  }

  private void checkOrder(int n) {
    if (n < 0 || n > rows.length) {
      throw new IllegalArgumentException("order " + n + " in a workspace for " + rows.length);
    }
  }
}
