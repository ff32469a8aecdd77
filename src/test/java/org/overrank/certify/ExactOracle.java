package org.overrank.certify;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.overrank.linalg.Matrix;

/** Comparisons with spectral norms in integers, without any error, for small matrices. */
final class ExactOracle {
  private ExactOracle() {}

  /** σ &gt; ‖A‖: all leading minors of σ²I − AAᵀ are positive (Sylvester; minors by Bareiss). */
  static boolean exceedsNorm(double sigma, Matrix a) {
    BigInteger[][] s = shiftedGram(sigma, a);
    BigInteger before = BigInteger.ONE;
    for (int k = 0; k < s.length; k++) {
      if (s[k][k].signum() <= 0) {
        return false;
      }
      for (int i = k + 1; i < s.length; i++) {
        for (int j = k + 1; j < s.length; j++) {
          BigInteger minor = s[k][k].multiply(s[i][j]).subtract(s[i][k].multiply(s[k][j]));
          s[i][j] = minor.divide(before);
        }
      }
      before = s[k][k];
    }
    return true;
  }

  /** σ²I − AAᵀ for the shorter side, times a power of two that makes all entries integers. */
  private static BigInteger[][] shiftedGram(double sigma, Matrix a) {
    Matrix wide = a.rows() <= a.cols() ? a : a.transpose();
    int n = wide.rows();
    int exponent = Math.getExponent(sigma);
    for (double entry : wide.data()) {
      exponent = entry == 0 ? exponent : Math.min(exponent, Math.getExponent(entry));
    }
    BigInteger[][] s = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        BigInteger sum = i == j ? integer(sigma, exponent).pow(2) : BigInteger.ZERO;
        for (int k = 0; k < wide.cols(); k++) {
          BigInteger left = integer(wide.get(i, k), exponent);
          sum = sum.subtract(left.multiply(integer(wide.get(j, k), exponent)));
        }
        s[i][j] = sum;
      }
    }
    return s;
  }

  /** x · 2^(53 − exponent), an integer where exponent is at most that of x. */
  private static BigInteger integer(double x, int exponent) {
    BigDecimal power = new BigDecimal(2).pow(Math.abs(53 - exponent));
    BigDecimal value = new BigDecimal(x);
    return (exponent < 53 ? value.multiply(power) : value.divide(power)).toBigIntegerExact();
  }
}
