package org.overrank.cli;

import java.util.Locale;
import org.overrank.objective.ProblemShape;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.table.DataCounts;

/** Says in one line what was read. */
final class Announcement {
  private Announcement() {}

  /**
   * The line.
   *
   * @param path the input
   * @param data what was read from it
   * @return such as "ratings.csv: 90,570 entries of 943 x 1682 (5.71 % full), 10 % held out"
   */
  static String of(String path, EntryData data) {
    ProblemShape shape = data.shape();
    DataCounts counts = data.counts();
    double cells = (double) shape.rows() * shape.cols();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s: %,d entries of a %d x %d matrix (%.3g %% of its cells) in %d partitions",
            path,
            shape.measurements(),
            shape.rows(),
            shape.cols(),
            100 * shape.measurements() / cells,
            data.train().getNumPartitions()));
    append(line, counts.heldOut(), "held out");
    append(line, counts.dropped(), "bad rows dropped");
    append(line, counts.duplicates(), "duplicates");
    return line.toString();
  }

  private static void append(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(String.format(Locale.ROOT, ", %,d %s", count, what));
    }
  }
}
