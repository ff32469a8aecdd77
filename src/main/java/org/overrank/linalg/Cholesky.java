package org.overrank.linalg;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.overrank.linalg.kernels.ChosenKernels;
import org.overrank.linalg.kernels.Kernels;

/**
 * Cholesky factorization A = RᵀR of symmetric positive definite matrices, and solves with it.
 *
 * <p>A workspace that is made once and used for many matrices of order up to its capacity; after
 * construction nothing is allocated by {@link #factor(int)}. Only the upper triangle is read. Not
 * safe for several threads.
 *
 * <p>Implementation note. Right-looking in panels of {@value #PANEL} rows: inside a panel the rows
 * are updated, four at a time, by those above them, then the rest of the matrix is updated in
 * column tiles of {@value #TILE}, so that a panel's tile stays in the second-level cache at any
 * order. What is not factored yet is kept negated, so that all updates are sums. n³/3 flops. The
 * pivot row is scaled by a rounded reciprocal: one rounding per entry more than the textbook's
 * division.
 */
public final class Cholesky {
  private static final int PANEL = 64;
  private static final int TILE = 256;
  private static final int GROUP = 4;

  private final double[][] rows;
  private final double[] rhs;
  private final double[] sums = new double[4 * Kernels.LANES];
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
    return factor(n, false);
  }

  /**
   * The same by all threads of the common pool, to the same bits: for large orders, on the driver.
   *
   * @param n order, at most the capacity
   * @return false if it is not positive definite in floating point; the rows are then spoilt
   */
  public boolean factorOnAllCores(int n) {
    return factor(n, true);
  }

  private boolean factor(int n, boolean shared) {
    checkOrder(n);
    order = n;
    for (int i = 0; i < n; i++) {
      negate(rows[i], i, n);
    }
    for (int k = 0; k < n; k += PANEL) {
      int end = Math.min(k + PANEL, n);
      if (!factorPanel(k, end)) {
        order = -1;
        return false;
      }
      updateRest(k, end, shared);
    }
    return true;
  }

  /**
   * What a panel adds to the rows below it: tiles of columns, each on its own. A tile may write a
   * little left of itself, in its own rows, which no tile before it reaches.
   */
  private void updateRest(int first, int end, boolean shared) {
    int tiles = (order - end + TILE - 1) / TILE;
    if (shared) {
      IntStream.range(0, tiles).parallel().forEach(t -> updateTile(first, end, end + t * TILE));
      return;
    }
    for (int t = 0; t < tiles; t++) {
      updateTile(first, end, end + t * TILE);
    }
  }

  private void updateTile(int first, int end, int from) {
    int to = Math.min(from + TILE, order);
    RowUpdate.addOuterProducts(rows, end, to, rows, first, end, from, to);
  }

  /**
   * Four rows at a time: what the panel's rows above them add, then what they add to each other.
   */
  private boolean factorPanel(int first, int end) {
    for (int i = first; i < end; i += GROUP) {
      int last = Math.min(i + GROUP, end);
      RowUpdate.addOuterProducts(rows, i, last, rows, first, i, i, order);
      for (int k = i; k < last; k++) {
        for (int q = i; q < k; q++) {
          RowUpdate.add1(rows[k], rows[q], rows[q][k], k, order);
        }
        if (!finishRow(k)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes the root of the pivot and scales the row; both are negative so far. */
  private boolean finishRow(int k) {
    double[] row = rows[k];
    double pivot = -row[k];
    if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
      return false;
    }
    double root = Math.sqrt(pivot);
    scale(row, -1 / root, k + 1, order);
    row[k] = root;
    return true;
  }

  private static void negate(double[] row, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] = -row[j];
    }
  }

  private static void scale(double[] row, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] *= factor;
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

  /** Rᵀ z = b along rows. */
  private void solveTransposed() {
    for (int k = 0; k < order; k++) {
      rhs[k] /= rows[k][k];
      RowUpdate.add1(rhs, rows[k], -rhs[k], k + 1, order);
    }
  }

  /** R x = z, four rows at a time from the last to the first. */
  private void solveUpper() {
    int i = order - 1;
    for (; i % GROUP != GROUP - 1 && i >= 0; i--) {
      finishUnknown(i, Dot.product(rows[i], i + 1, rhs, i + 1, order - i - 1));
    }
    for (; i >= 0; i -= GROUP) {
      solveGroup(i - GROUP + 1, i + 1);
    }
  }

  /** The unknowns of rows [first, end), those from {@code end} on being known. */
  private void solveGroup(int first, int end) {
    int whole = end + (order - end) / Kernels.LANES * Kernels.LANES;
    Arrays.fill(sums, 0);
    ChosenKernels.of(whole - end, GROUP * GROUP)
        .addProducts4(rows, first, rhs, end, whole, sums, 0);
    for (int i = end - 1; i >= first; i--) {
      double known = Kernels.total(sums, (i - first) * Kernels.LANES);
      known += Kernels.tail(rows[i], whole, rhs, whole, 0, order - whole);
      finishUnknown(i, known + Kernels.tail(rows[i], i + 1, rhs, i + 1, 0, end - i - 1));
    }
  }

  private void finishUnknown(int i, double known) {
    rhs[i] = (rhs[i] - known) / rows[i][i];
  }

  private void checkOrder(int n) {
    if (n < 0 || n > rows.length) {
      throw new IllegalArgumentException("order " + n + " in a workspace for " + rows.length);
    }
  }
}
