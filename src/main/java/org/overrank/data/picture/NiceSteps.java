package org.overrank.data.picture;

/** Steps of axes that people can read: 1, 2 or 5 times a power of ten. */
final class NiceSteps {
  /** Steps are not less than this many units in the last place of what they are to tell apart. */
  private static final int PLACES = 8;

  private static final int[] FACTORS = {1, 2, 5, 10};

  private NiceSteps() {}

  /**
   * A step by which a range is cut.
   *
   * @param low the range's lower end, finite
   * @param high its upper end, at least low
   * @param most how many steps there may be, or one more where low is within a step
   * @return the least nice step that is large enough; of an empty range a tenth of its value
   */
  static double of(double low, double high, int most) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    double span = Math.max((high - low) / most, PLACES * Math.ulp(largest));
    if (high == low) {
      span = largest == 0 ? 1 : largest / 10;
    }
    double power = Math.pow(10, Math.floor(Math.log10(span)));
    for (int factor : FACTORS) {
      if (factor * power >= span) {
        return factor * power;
      }
    }
    return FACTORS[FACTORS.length - 1] * power;
  }
}
