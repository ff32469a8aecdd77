package org.overrank.linalg;

import java.util.Arrays;
import org.netlib.lapack.Dgeqrf;
import org.netlib.lapack.Dorgqr;
import org.netlib.util.intW;

/**
 * Thin QR factorization A = QR by Householder reflections (LAPACK's dgeqrf and dorgqr).
 *
 * <p>With k = min(m, n): Q is m × k with orthonormal columns whatever the rank of A, R is k × n and
 * upper triangular (trapezoidal where A is wide).
 */
public final class Qr {
  private static final int BLOCK = 32;

  private final Matrix q;
  private final Matrix r;

  private Qr(Matrix q, Matrix r) {
    this.q = q;
    this.r = r;
  }

  /**
   * Factors a matrix.
   *
   * @param a m × n, any shape and rank, not modified
   * @return its thin factorization
   * @throws ArithmeticException if an entry is NaN or infinite
   */
  public static Qr of(Matrix a) {
    Lapack.requireFinite(a, "QR factorization");
    int m = a.rows();
    int n = a.cols();
    int k = Math.min(m, n);
    if (k == 0) {
      return new Qr(Matrix.zeros(m, k), Matrix.zeros(k, n));
    }
    double[] columns = a.transpose().data();
    double[] tau = new double[k];
    double[] work = new double[BLOCK * n];
    intW info = new intW(0);
    Dgeqrf.dgeqrf(m, n, columns, 0, m, tau, 0, work, 0, work.length, info);
    Lapack.check(info.val, "dgeqrf", a);
    Matrix r = upperTriangle(columns, m, n, k);
    Dorgqr.dorgqr(m, k, k, columns, 0, m, tau, 0, work, 0, work.length, info);
    Lapack.check(info.val, "dorgqr", a);
    double[] leading = columns.length == m * k ? columns : Arrays.copyOf(columns, m * k);
    return new Qr(Matrix.wrap(k, m, leading).transpose(), r);
  }

  private static Matrix upperTriangle(double[] columns, int m, int n, int k) {
    Matrix r = Matrix.zeros(k, n);
    for (int i = 0; i < k; i++) {
      for (int j = i; j < n; j++) {
        r.set(i, j, columns[j * m + i]);
      }
    }
    return r;
  }

  /**
   * The orthonormal factor.
   *
   * @return m × k
   */
  public Matrix q() {
    return q;
  }

  /**
   * The triangular factor.
   *
   * @return k × n, zero below the diagonal
   */
  public Matrix r() {
    return r;
  }
}
