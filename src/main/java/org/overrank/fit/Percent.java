package org.overrank.fit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Shares as percentages, where people read them in sentences. */
public final class Percent {
  private static final double LEAST_PLAIN = 1e-3;

  private Percent() {}

  /**
   * Two digits, rounded up: what is proven of "at most this" stays so.
   *
   * @param share 0.001 for a tenth of a percent
   * @return such as "0.083 %", "2e-7 %" for what is tiny, "–" for what is no number
   */
  public static String up(double share) {
    return rounded(share, new MathContext(2, RoundingMode.CEILING));
  }

  /**
   * A share that somebody asked for, in all its digits.
   *
   * @param share as asked
   * @return such as "0.125 %"
   */
  public static String exactly(double share) {
    return rounded(share, MathContext.UNLIMITED);
  }

  private static String rounded(double share, MathContext digits) {
    if (!Double.isFinite(share)) {
      return "– %";
    }
    BigDecimal percent =
        BigDecimal.valueOf(share).movePointRight(2).round(digits).stripTrailingZeros();
    if (share == 0 || Math.abs(percent.doubleValue()) >= LEAST_PLAIN) {
      return percent.toPlainString() + " %";
    }
    int exponent = percent.precision() - percent.scale() - 1;
    return percent.movePointLeft(exponent).toPlainString() + "e" + exponent + " %";
  }
}
