package org.overrank.linalg;

import org.netlib.lapack.Dlamch;

/**
 * What the callers of LAPACK share.
 *
 * <p>They call the Java translation (org.netlib, which Spark's MLlib brings) and never a native
 * library, so that results have the same bits on every machine. LAPACK stores by columns: it reads
 * a row-major m × n array as the n × m transpose, which the callers use instead of copying where
 * they can.
 */
final class Lapack {
  /**
   * The machine's precision, asked for here so that LAPACK's translation settles it before anything
   * else is asked: it keeps what it has found in static variables that it guards by nothing, and a
   * second thread in the middle of the first call would go on with a precision of 0, some of whose
   * iterations never end.
   */
  private static final double PRECISION = Dlamch.dlamch("E");

  private Lapack() {}

  /** Refuses NaN and infinity, on which LAPACK's iterations may not end. */
  static void requireFinite(Matrix a, String what) {
    if (!(PRECISION > 0)) {
      throw new IllegalStateException("LAPACK found a precision of " + PRECISION);
    }
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
