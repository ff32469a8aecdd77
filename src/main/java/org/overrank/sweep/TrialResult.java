package org.overrank.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.overrank.fit.FitSummary;
import org.overrank.fit.TraceRow;

/**
 * What one trial found, as it stands in a line of {@code trials.jsonl}: there the components of the
 * summary and the curve are keys of the same object.
 *
 * @param trial its key, see {@link TrialKey}
 * @param instance the name of the measurements, empty for the only table
 * @param variant see {@link TrialKey#variant}
 * @param summary what its fit found
 * @param spec a hash of the sweep's settings
 * @param finished when it ended, as an ISO instant
 * @param curve its way down
 */
public record TrialResult(
    String trial,
    String instance,
    Optional<String> variant,
    FitSummary summary,
    String spec,
    String finished,
    Optional<Curve> curve) {

  /**
   * The objective by passes.
   *
   * @param curvePasses passes so far
   * @param curveObjective f, as many
   */
  public record Curve(List<Long> curvePasses, List<Double> curveObjective) {
    /** Points that are kept, at most. */
    private static final int POINTS = 40;

    /** Detaches the lists. */
    public Curve {
      curvePasses = List.copyOf(curvePasses);
      curveObjective = List.copyOf(curveObjective);
    }

    /**
     * A fit's curve, in points that are taken evenly.
     *
     * @param trace at least one row
     * @return at most 40 points
     */
    public static Curve of(List<TraceRow> trace) {
      List<Long> passes = new ArrayList<>();
      List<Double> objective = new ArrayList<>();
      int points = Math.min(POINTS, trace.size());
      for (int k = 0; k < points; k++) {
        int at = points == 1 ? 0 : (int) ((long) k * (trace.size() - 1) / (points - 1));
        if (Double.isFinite(trace.get(at).objective())) { // JSON has no word for others.
          passes.add(trace.get(at).passes());
          objective.add(trace.get(at).objective());
        }
      }
      return new Curve(passes, objective);
    }
  }

  /** The problem that bounds are comparable for. */
  public record Problem(String instance, double lambda) {}

  /**
   * Which problem it solved.
   *
   * @return equal for trials whose bounds hold for each other
   */
  public Problem problem() {
    return new Problem(instance, summary.asked().lambda());
  }

  /**
   * Its solver, with what else is special about the trial.
   *
   * @return such as "scaled-lbfgs escape=auto"
   */
  public String method() {
    return method(summary.asked().solver(), variant);
  }

  /**
   * A solver, with what else is special about trials.
   *
   * @param solver its name
   * @param variant see {@link TrialKey#variant}
   * @return such as "scaled-lbfgs escape=auto"
   */
  public static String method(String solver, Optional<String> variant) {
    return variant.map(text -> solver + " " + text).orElse(solver);
  }
}
