package org.overrank.linalg;

import org.netlib.lapack.Dsyevd;
import org.netlib.util.intW;

/**
 * Eigendecomposition A = Q diag(values) Qᵀ of a symmetric matrix, values ascending.
 *
 * <p>LAPACK's dsyevd (divide and conquer); about 9n³ flops.
 */
public final class SymmetricEigen {
  private final double[] values;
  private final Matrix vectors;

  private SymmetricEigen(double[] values, Matrix vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a symmetric matrix.
   *
   * @param a n × n; only the upper triangle is read; not modified
   * @return values ascending and orthonormal vectors
   * @throws ArithmeticException if an entry is NaN or infinite, or the iteration fails
   */
  public static SymmetricEigen of(Matrix a) {
    if (a.rows() != a.cols()) {
      throw new IllegalArgumentException("not square: " + a);
    }
    Lapack.requireFinite(a, "eigendecomposition");
    int n = a.rows();
    double[] values = new double[n];
    if (n == 0) {
      return new SymmetricEigen(values, Matrix.zeros(0, 0));
    }
    Matrix vectors = a.copy();
    double[] q = vectors.data();
    double[] work = new double[Math.toIntExact(1 + 6L * n + 2L * n * n)];
    int[] iwork = new int[3 + 5 * n];
    intW info = new intW(0);
    // By columns, the upper triangle of a row-major array is the lower one.
    Dsyevd.dsyevd(
        "V", "L", n, q, 0, n, values, 0, work, 0, work.length, iwork, 0, iwork.length, info);
    Lapack.check(info.val, "dsyevd", a);
    return new SymmetricEigen(values, vectors.transpose());
  }

  /**
   * The eigenvalues, ascending.
   *
   * @return the live array, length n
   */
  public double[] values() {
    return values;
  }

  /**
   * The eigenvectors, one a column, in the order of the values.
   *
   * @return n × n, orthogonal
   */
  public Matrix vectors() {
    return vectors;
  }
}
