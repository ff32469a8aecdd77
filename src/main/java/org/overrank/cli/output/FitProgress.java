package org.overrank.cli.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.overrank.fit.FitObserver;
import org.overrank.fit.TraceRow;

/**
 * Shows how a fit goes: pass, f, gap, search rank, seconds per pass since it last did, and the time
 * left.
 */
final class FitProgress implements FitObserver {
  /** Gaps that the estimate of the time left is drawn through. */
  private static final int WINDOW = 4;

  private static final int LEAST = 3;
  private static final double LONGEST_SECONDS = 2 * 3600;

  private final LiveLine line;
  private final double relativeGap;
  private final Deque<TraceRow> checks = new ArrayDeque<>();
  private long shownPasses;
  private double shownSeconds;

  /**
   * Progress of one fit.
   *
   * @param line where it shows
   * @param relativeGap the gap that ends the fit
   */
  FitProgress(LiveLine line, double relativeGap) {
    this.line = line;
    this.relativeGap = relativeGap;
  }

  @Override
  public void onIteration(TraceRow row) {
    if (!row.event().isEmpty()) {
      checks.clear();
    }
    if (row.relativeGap() > 0) {
      checks.addLast(row);
      if (checks.size() > WINDOW) {
        checks.removeFirst();
      }
    }
    if (line.isDue()) {
      line.show(event(row));
    }
  }

  private Event event(TraceRow row) {
    double perPass = (row.seconds() - shownSeconds) / Math.max(1, row.passes() - shownPasses);
    String text =
        String.format(
            Locale.ROOT,
            "pass %d  f %.6g  gap %s  R %d  %.2f s/pass",
            row.passes(),
            row.objective(),
            gap(),
            row.searchRank(),
            perPass);
    shownPasses = row.passes();
    shownSeconds = row.seconds();
    double left = secondsLeft();
    boolean soon = left < LONGEST_SECONDS;
    Event event =
        Event.of("progress", soon ? text + "  about " + duration(left) + " left" : text)
            .with("pass", row.passes())
            .with("objective", row.objective())
            .with("searchRank", row.searchRank())
            .with("secondsPerPass", perPass);
    if (!checks.isEmpty()) {
      event = event.with("relativeGap", checks.getLast().relativeGap());
    }
    return soon ? event.with("secondsLeft", left) : event;
  }

  private String gap() {
    if (checks.isEmpty()) {
      return "-";
    }
    return String.format(Locale.ROOT, "%.1e", checks.getLast().relativeGap());
  }

  /**
   * Until the gap is reached if it keeps falling as in the last few checks; infinite if it rose.
   */
  double secondsLeft() {
    if (checks.size() < LEAST) {
      return Double.POSITIVE_INFINITY;
    }
    TraceRow first = checks.getFirst();
    TraceRow last = checks.getLast();
    double fall = Math.log(first.relativeGap() / last.relativeGap());
    double missing = Math.log(last.relativeGap() / relativeGap);
    if (!(fall > 0) || missing <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    return (last.seconds() - first.seconds()) * missing / fall;
  }

  private static String duration(double seconds) {
    long s = Math.max(1, Math.round(seconds));
    if (s < 90) {
      return s + " s";
    }
    return s < 5400 ? Math.round(s / 60.0) + " min" : Math.round(s / 3600.0) + " h";
  }
}
