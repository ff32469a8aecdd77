package org.overrank.landscape;

import java.io.Serializable;
import org.overrank.linalg.InvalidInputException;

/**
 * Some measured values whose noise is far larger than that of the others.
 *
 * @param share of the values, in [0, 1)
 * @param size what is added to the size of their noise, in deviations σ of it; not negative
 */
public record Outliers(double share, double size) implements Serializable {
  /** No value is one. */
  public static final Outliers NONE = new Outliers(0, 0);

  /**
   * Reads {@code SHARE:SIZE}.
   *
   * @param text such as {@code 0.05:20}
   * @return the outliers
   * @throws InvalidInputException if it is no share above 0 and below 1 and no positive size
   */
  public static Outliers of(String text) {
    int colon = text.indexOf(':');
    double share = colon < 0 ? Double.NaN : number(text.substring(0, colon));
    double size = colon < 0 ? Double.NaN : number(text.substring(colon + 1));
    if (!(share > 0 && share < 1 && size > 0 && size < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "'"
              + text
              + "' is no SHARE:SIZE, such as 0.05:20: a share of the values between 0 and 1, and a"
              + " positive number of deviations of the noise");
    }
    return new Outliers(share, size);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public String toString() {
    return share + ":" + size;
  }
}
