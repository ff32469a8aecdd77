package org.overrank.data.picture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Counts of numbers by bins of one width, of which one edge is zero.
 *
 * @param start lower edge of the first bin
 * @param width of each bin; bin k holds the numbers in [start + k width, start + (k + 1) width)
 * @param counts by bin, at least one
 * @param below how many numbers are less than all bins
 * @param above how many are beyond all bins
 */
public record Histogram(double start, double width, List<Long> counts, long below, long above) {
  private static final int MOST_BINS = 40;

  /** The share of all numbers that the bins reach out to; those beyond are counted alone. */
  private static final double SHOWN = 0.995;

  /** Detaches the list. */
  public Histogram {
    counts = List.copyOf(counts);
  }

  /**
   * The histogram of some numbers, as wide on both sides of zero.
   *
   * @param numbers finite, not modified; maybe none
   * @return at most 42 bins
   */
  static Histogram aroundZero(double[] numbers) {
    double[] sizes = Arrays.stream(numbers).map(Math::abs).sorted().toArray();
    double reach = sizes.length == 0 ? 0 : sizes[(int) Math.ceil(SHOWN * sizes.length) - 1];
    double width = NiceSteps.of(-reach, reach, MOST_BINS);
    int half = Math.max(1, (int) Math.ceil(Math.nextUp(reach / width)));
    long[] counts = new long[2 * half];
    long below = 0;
    long above = 0;
    for (double number : numbers) {
      double bin = Math.floor(number / width) + half;
      if (bin < 0) {
        below++;
      } else if (bin >= counts.length) {
        above++;
      } else {
        counts[(int) bin]++;
      }
    }
    return new Histogram(
        -half * width, width, LongStream.of(counts).boxed().toList(), below, above);
  }
}
