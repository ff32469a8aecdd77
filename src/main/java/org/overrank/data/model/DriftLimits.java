package org.overrank.data.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.IdIndex;

/**
 * How far the measurements of a fit may be from those of an earlier one before they are taken for
 * others, or for damaged ones.
 *
 * @param counts the numbers of measurements, rows and columns may change by this share of what they
 *     were
 * @param ids this share of the rows' and of the columns' ids may be new, and of the earlier ones
 *     gone
 * @param range each end of the values may move by this share of the earlier width
 */
public record DriftLimits(double counts, double ids, double range) {
  /**
   * What has drifted.
   *
   * @param before a model of the earlier measurements
   * @param now the measurements
   * @return lines for a user, none if all is within the limits
   */
  public List<String> findings(LowRankModel before, MeasuredData now) {
    List<String> found = new ArrayList<>();
    IdIndex rows = before.matrix().rows();
    IdIndex cols = before.matrix().cols();
    count(found, "measurements", now.counts().train(), before.metadata().measurements());
    count(found, "rows", now.rows().size(), rows.size());
    count(found, "columns", now.cols().size(), cols.size());
    share(found, "row ids", now.rows(), rows);
    share(found, "column ids", now.cols(), cols);
    range(found, now.allValues(), before.metadata().valueRange());
    return found;
  }

  private void count(List<String> found, String what, long now, long before) {
    double change = (double) now / before - 1;
    if (Math.abs(change) > counts) {
      found.add(
          String.format(
              Locale.ROOT,
              "%,d %s, and there were %,d: %+.3g %%, --drift-counts %s",
              now,
              what,
              before,
              100 * change,
              counts));
    }
  }

  private void share(List<String> found, String what, IdIndex now, IdIndex before) {
    share(found, "of the earlier " + what + " are gone", without(before, now), before.size());
    share(found, "of the " + what + " are new", without(now, before), now.size());
  }

  private void share(List<String> found, String what, long count, long of) {
    if (count > ids * of) {
      found.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d (%.3g %%) %s, --drift-ids %s",
              count,
              of,
              100.0 * count / of,
              what,
              ids));
    }
  }

  private static long without(IdIndex some, IdIndex others) {
    long count = 0;
    for (int index = 0; index < some.size(); index++) {
      count += others.indexOf(some.idAt(index)) < 0 ? 1 : 0;
    }
    return count;
  }

  private void range(List<String> found, @Nullable ValueRange now, @Nullable ValueRange before) {
    if (now == null || before == null) {
      return;
    }
    double size = Math.max(Math.abs(before.low()), Math.abs(before.high()));
    double width = before.high() > before.low() ? before.high() - before.low() : size;
    double moved =
        Math.max(Math.abs(now.low() - before.low()), Math.abs(now.high() - before.high()));
    if (moved > range * width) {
      found.add(
          String.format(
              Locale.ROOT,
              "values from %.6g to %.6g, and they were from %.6g to %.6g: an end has moved by %.3g"
                  + " %% of their width, --drift-range %s",
              now.low(),
              now.high(),
              before.low(),
              before.high(),
              100 * moved / width,
              range));
    }
  }
}
