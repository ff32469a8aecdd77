package org.overrank.linalg;

import java.util.Arrays;
import org.netlib.lapack.Dgesdd;
import org.netlib.lapack.Dgesvd;
import org.netlib.util.intW;

/**
 * Thin, or truncated, singular value decomposition A = U diag(values) Vᵀ of a small dense matrix.
 *
 * <p>LAPACK's dgesdd (divide and conquer), or dgesvd where that fails. With k = min(m, n): U is m ×
 * k, V is n × k, values are descending and not negative.
 */
public final class Svd {
  private final Matrix leftVectors;
  private final double[] values;
  private final Matrix rightVectors;

  Svd(Matrix leftVectors, double[] values, Matrix rightVectors) {
    this.leftVectors = leftVectors;
    this.values = values;
    this.rightVectors = rightVectors;
  }

  /**
   * Decomposes a matrix.
   *
   * @param a m × n, any shape and rank, not modified
   * @return its thin decomposition
   * @throws ArithmeticException if an entry is NaN or infinite, or the iteration fails
   */
  public static Svd of(Matrix a) {
    Lapack.requireFinite(a, "singular values");
    int m = a.rows();
    int n = a.cols();
    int k = Math.min(m, n);
    double[] values = new double[k];
    Matrix left = Matrix.zeros(m, k);
    // LAPACK sees Aᵀ = V diag(values) Uᵀ. Its "VT" by columns, Uᵀ, is U by rows.
    Matrix rightTransposed = Matrix.zeros(k, n);
    if (k > 0) {
      double[] bestLength = new double[1];
      decompose(a, left, values, rightTransposed, bestLength, -1);
      int length = (int) bestLength[0];
      if (!decompose(a, left, values, rightTransposed, new double[length], length)) {
        return byIterations(a);
      }
    }
    return new Svd(left, values, rightTransposed.transpose());
  }

  /**
   * Calls dgesdd; length -1 asks for the length of work it would like, put into work[0]. False if
   * it gives up, as it does on some graded matrices.
   */
  private static boolean decompose(
      Matrix a, Matrix left, double[] values, Matrix right, double[] work, int length) {
    int m = a.rows();
    int n = a.cols();
    int k = values.length;
    double[] copy = a.data().clone();
    int[] iwork = new int[8 * k];
    intW info = new intW(0);
    double[] u = right.data();
    double[] vt = left.data();
    Dgesdd.dgesdd(
        "S", n, m, copy, 0, n, values, 0, u, 0, n, vt, 0, k, work, 0, length, iwork, 0, info);
    Lapack.check(Math.min(0, info.val), "dgesdd", a);
    return info.val == 0;
  }

  /** By dgesvd, which is slower and converges where dgesdd gives up. */
  static Svd byIterations(Matrix a) {
    int m = a.rows();
    int n = a.cols();
    int k = Math.min(m, n);
    double[] values = new double[k];
    Matrix left = Matrix.zeros(m, k);
    Matrix right = Matrix.zeros(k, n);
    double[] work = new double[8 * (m + n)];
    intW info = new intW(0);
    double[] copy = a.data().clone();
    double[] u = right.data();
    double[] vt = left.data();
    Dgesvd.dgesvd(
        "S", "S", n, m, copy, 0, n, values, 0, u, 0, n, vt, 0, k, work, 0, work.length, info);
    Lapack.check(info.val, "dgesvd", a);
    return new Svd(left, values, right.transpose());
  }

  /**
   * The left singular vectors, one a column.
   *
   * @return m × k, orthonormal columns
   */
  public Matrix leftVectors() {
    return leftVectors;
  }

  /**
   * The singular values, descending.
   *
   * @return the live array, length k
   */
  public double[] values() {
    return values;
  }

  /**
   * The right singular vectors, one a column.
   *
   * @return n × k, orthonormal columns
   */
  public Matrix rightVectors() {
    return rightVectors;
  }

  /**
   * The decomposition of A, where this is one of AᵀA.
   *
   * @return roots of the values; both sides the right vectors of A
   */
  public Svd rooted() {
    double[] roots = Arrays.stream(values).map(value -> Math.sqrt(Math.max(0, value))).toArray();
    return new Svd(rightVectors, roots, rightVectors);
  }

  /**
   * The leading triplets.
   *
   * @param count how many, at most k
   * @return a new decomposition truncated to them
   */
  public Svd leading(int count) {
    return new Svd(
        leftVectors.leadingColumns(count),
        Arrays.copyOf(values, count),
        rightVectors.leadingColumns(count));
  }
}
