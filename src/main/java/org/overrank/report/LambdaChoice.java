package org.overrank.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.overrank.fit.FitSummary;
import org.overrank.sweep.TrialResult;

/**
 * Which λ predicts best: the least hold-out error over the certified trials of each λ, and the
 * largest λ within one standard error of it.
 *
 * <p>The standard error of a mean square of n errors is taken as for Gaussian ones, √(2/n) of it:
 * the trials share one hold-out, so that their spread says nothing of it.
 *
 * @param best λ of the least error
 * @param oneStandardError the largest λ within one standard error of it
 * @param points all λ
 */
public record LambdaChoice(double best, double oneStandardError, List<Point> points) {
  /** Detaches the list. */
  public LambdaChoice {
    points = List.copyOf(points);
  }

  /**
   * One λ.
   *
   * @param lambda λ
   * @param holdoutRmse its error
   * @param standardError of the error
   */
  public record Point(double lambda, double holdoutRmse, double standardError) {
    private static Point of(FitSummary summary) {
      double error = error(summary);
      double relative = Math.sqrt(2.0 / summary.problem().heldOut());
      return new Point(summary.asked().lambda(), error, error * relative / 2);
    }
  }

  /**
   * The choice.
   *
   * @param results of a sweep
   * @return the choice, or empty with fewer than two λ, without a hold-out, or on several instances
   */
  static Optional<LambdaChoice> of(List<TrialResult> results) {
    if (results.stream().map(TrialResult::instance).distinct().count() != 1) {
      return Optional.empty();
    }
    List<Point> points = points(results);
    if (points.size() < 2) {
      return Optional.empty();
    }
    Point best = points.stream().min(Comparator.comparingDouble(Point::holdoutRmse)).orElseThrow();
    double limit = best.holdoutRmse + best.standardError;
    double calm =
        points.stream()
            .filter(point -> point.holdoutRmse <= limit)
            .mapToDouble(Point::lambda)
            .max()
            .orElse(best.lambda);
    return Optional.of(new LambdaChoice(best.lambda, calm, points));
  }

  private static List<Point> points(List<TrialResult> results) {
    Map<Double, FitSummary> best = new TreeMap<>();
    for (TrialResult result : results) {
      FitSummary summary = result.summary();
      if (!Double.isNaN(error(summary)) && summary.problem().heldOut() > 0) {
        best.merge(summary.asked().lambda(), summary, LambdaChoice::better);
      }
    }
    List<Point> points = new ArrayList<>();
    best.values().forEach(summary -> points.add(Point.of(summary)));
    return points;
  }

  private static double error(FitSummary summary) {
    Double error = summary.errors().holdoutRmse();
    return error == null ? Double.NaN : error;
  }

  /** The point that is nearer to its optimum stands for its λ, not the luckier one. */
  private static FitSummary better(FitSummary one, FitSummary other) {
    return one.proof().convexObjective() <= other.proof().convexObjective() ? one : other;
  }
}
