package org.overrank.data.entries;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where rows stand on a line, if their ids are numbers or times. */
public final class RowPositions {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d(-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z?)?)?");
  private static final int MONTH = 7;
  private static final int DAY = 10;

  private RowPositions() {}

  /**
   * The positions of all rows.
   *
   * @param ids of the rows
   * @return ascending numbers by index, or null where an id is neither a whole number nor an ISO
   *     8601 month, day or time, or their order is not that of the ids
   */
  public static double @Nullable [] of(IdIndex ids) {
    double[] positions = new double[ids.size()];
    for (int i = 0; i < positions.length; i++) {
      double position = ids.idAt(i) instanceof Long number ? number : time(ids.idAt(i).toString());
      if (!Double.isFinite(position) || (i > 0 && position <= positions[i - 1])) {
        return null;
      }
      positions[i] = position;
    }
    return positions;
  }

  /** Seconds since 1970, or NaN. */
  private static double time(String text) {
    if (!TIME.matcher(text).matches()) {
      return Double.NaN;
    }
    try {
      if (text.length() <= DAY) {
        String day = text.length() == MONTH ? text + "-01" : text;
        return LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      }
      String bare = text.replace(' ', 'T').replace("Z", "");
      LocalDateTime time = LocalDateTime.parse(bare);
      return time.toEpochSecond(ZoneOffset.UTC) + 1e-9 * time.get(ChronoField.NANO_OF_SECOND);
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }
}
