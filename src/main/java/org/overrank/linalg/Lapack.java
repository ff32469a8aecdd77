package org.overrank.linalg;

/**
 * What the callers of LAPACK share.
 *
 * <p>They call the Java translation (org.netlib, which Spark's MLlib brings) and never a native
 * library, so that results have the same bits on every machine. LAPACK stores by columns: it reads
 * a row-major m × n array as the n × m transpose, which the callers use instead of copying where
 * they can.
 */
final class Lapack {
  private Lapack() {}

  /** Refuses NaN and infinity, on which LAPACK's iterations may not end. */
  static void requireFinite(Matrix a, String what) {
    double[] data = a.data();
    for (int k = 0; k < data.length; k++) {
      if (!Double.isFinite(data[k])) {
        throw new ArithmeticException(
            what + ": entry (" + k / a.cols() + ", " + k % a.cols() + ") is " + data[k]);
      }
    }
  }

  /** Throws if LAPACK reports a fault. */
  static void check(int info, String routine, Matrix a) {
    if (info < 0) {
      throw new IllegalStateException(routine + ": argument " + -info + " for " + a);
    }
    if (info > 0) {
      throw new ArithmeticException(routine + " did not converge (" + info + ") for " + a);
    }
  }
}
