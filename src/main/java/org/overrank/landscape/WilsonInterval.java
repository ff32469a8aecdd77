package org.overrank.landscape;

/**
 * The share of successes that a count is compatible with, at 95 % confidence. Source: E. B. Wilson,
 * "Probable inference, the law of succession, and statistical inference", 1927.
 *
 * @param low lower end
 * @param high upper end
 */
public record WilsonInterval(double low, double high) {
  private static final double Z = 1.959963984540054;

  /**
   * The interval of a count.
   *
   * @param successes from 0 to trials
   * @param trials at least 1
   * @return the interval
   */
  public static WilsonInterval of(int successes, int trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " of " + trials);
    }
    double share = (double) successes / trials;
    double square = Z * Z / trials;
    double middle = (share + square / 2) / (1 + square);
    double half =
        Z * Math.sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square);
    // The formula gives 0 and 1 at the ends but for rounding.
    double low = successes == 0 ? 0 : Math.max(0, middle - half);
    return new WilsonInterval(low, successes == trials ? 1 : Math.min(1, middle + half));
  }
}
