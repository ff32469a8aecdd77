package org.overrank.fit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certificate;
import org.overrank.optim.Progress;

/** Turns iterates into lines of the trace and passes them on. */
final class TraceRecorder {
  private static final String ESTIMATE = "estimate";

  private final FitObserver observer;
  private final long began = System.nanoTime();
  private double secondsBefore;
  private final List<TraceRow> rows = new ArrayList<>();
  private String event = "";

  TraceRecorder(FitObserver observer) {
    this.observer = observer;
  }

  /**
   * Notes what happens before the next iterate.
   *
   * @param text such as "search rank 24 -> 36"
   */
  void event(String text) {
    event = text;
  }

  /**
   * Records an iterate.
   *
   * @param progress the iterate
   * @param assessment what a check found there, or null without a check
   * @param ofTheMeasurements whether that is of the measurements themselves: what is proven of
   *     equivalent ones is an estimate only
   */
  void record(Progress progress, @Nullable Assessment assessment, boolean ofTheMeasurements) {
    TraceRow row =
        assessment == null ? plain(progress) : assessed(progress, assessment, ofTheMeasurements);
    event = "";
    rows.add(row);
    observer.onIteration(row);
  }

  private TraceRow plain(Progress p) {
    return row(p, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "");
  }

  private TraceRow assessed(Progress p, Assessment assessment, boolean ofTheMeasurements) {
    if (!assessment.isProven() || !ofTheMeasurements) {
      return row(
          p,
          assessment.convexObjective(),
          Double.NaN,
          assessment.optimisticGap(),
          assessment.nuLower(),
          ESTIMATE);
    }
    Certificate proof = assessment.certificate();
    return row(
        p,
        proof.convexObjective(),
        proof.lowerBound(),
        proof.relativeGap(),
        proof.nu(),
        proof.boundKind().word());
  }

  private TraceRow row(
      Progress p, double convex, double bound, double gap, double nu, String gapBound) {
    return new TraceRow(
        p.iteration(),
        p.passes(),
        seconds(),
        p.value(),
        p.gradientNorm(),
        p.step(),
        p.point().searchRank(),
        convex,
        bound,
        gap,
        nu,
        gapBound,
        event);
  }

  double seconds() {
    return secondsBefore + (System.nanoTime() - began) / 1e9;
  }

  /**
   * Goes on where another recorder was.
   *
   * @param before its rows
   * @param seconds that had passed
   */
  void resume(List<TraceRow> before, double seconds) {
    rows.addAll(before);
    secondsBefore = seconds;
  }

  List<TraceRow> rows() {
    return rows;
  }
}
