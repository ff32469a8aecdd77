package org.overrank.data.picture;

import java.math.BigDecimal;
import java.math.MathContext;

/** As many digits as a picture can show. */
final class Digits {
  private static final MathContext SHOWN = new MathContext(6);

  private Digits() {}

  /**
   * Six significant digits.
   *
   * @param value any
   * @return the same where it is not finite
   */
  static double rounded(double value) {
    return Double.isFinite(value) ? BigDecimal.valueOf(value).round(SHOWN).doubleValue() : value;
  }
}
