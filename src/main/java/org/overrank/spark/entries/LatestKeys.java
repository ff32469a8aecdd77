package org.overrank.spark.entries;

import org.apache.spark.api.java.JavaRDD;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.spark.Jobs;

/**
 * The least of the largest keys of a table's entries: by radix, four jobs of counts over 16 bits
 * each, so that no keys are sorted and the answer depends on no order.
 */
final class LatestKeys {
  private static final int BITS = 16;
  private static final int BUCKETS = 1 << BITS;

  private LatestKeys() {}

  /**
   * The key from which on entries are held out.
   *
   * @param parsed the entries, with keys
   * @param share of them, in (0, 1)
   * @return the least key of which no more than the share are as large; the largest where that is
   *     that of more
   */
  static long from(JavaRDD<ParsedPartition> parsed, double share) {
    long entries = Jobs.sum(parsed.map(part -> (long) part.keys().length), Long::sum);
    long wanted = Math.max(1, (long) (share * entries));
    long above = 0;
    long prefix = 0;
    long same = 0;
    for (int shift = Long.SIZE - BITS; shift >= 0; shift -= BITS) {
      long[] counts = counts(parsed, prefix, shift);
      int bucket = BUCKETS - 1;
      while (above + counts[bucket] < wanted) {
        above += counts[bucket--];
      }
      same = counts[bucket];
      prefix = prefix << BITS | bucket;
    }
    long key = prefix ^ Long.MIN_VALUE;
    return above > 0 && above + same > wanted ? key + 1 : key;
  }

  /** How many keys with these first bits have which next ones. */
  private static long[] counts(JavaRDD<ParsedPartition> parsed, long prefix, int shift) {
    return Jobs.sum(
        parsed.map(part -> counts(part.keys(), prefix, shift)),
        (a, b) -> {
          for (int k = 0; k < BUCKETS; k++) {
            a[k] += b[k];
          }
          return a;
        });
  }

  private static long[] counts(long[] keys, long prefix, int shift) {
    long[] counts = new long[BUCKETS];
    for (long key : keys) {
      long bits = (key ^ Long.MIN_VALUE) >>> shift;
      if (shift == Long.SIZE - BITS || bits >>> BITS == prefix) {
        counts[(int) (bits & BUCKETS - 1)]++;
      }
    }
    return counts;
  }
}
