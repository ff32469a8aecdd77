package org.overrank.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaRule;
import org.overrank.sweep.TrialResult;

/**
 * Which λ predicts best: the least hold-out error over the certified trials of each λ, and the
 * largest λ within one standard error of it.
 *
 * <p>The standard error is that of the cells of one trial: the trials share one hold-out, so that
 * their spread says nothing of it. Where it was not measured, it is taken as for Gaussian errors.
 *
 * @param best λ of the least error
 * @param oneStandardError the largest λ within one standard error of it
 * @param measure what errors are: "RMSE" under squares, "loss" under another loss, its mean
 * @param points all λ
 */
public record LambdaChoice(
    double best, double oneStandardError, String measure, List<Point> points) {
  /** Detaches the list. */
  public LambdaChoice {
    points = List.copyOf(points);
  }

  /**
   * One λ.
   *
   * @param lambda λ
   * @param holdoutError its mean loss, or its RMSE under squares
   * @param standardError of the error
   */
  public record Point(double lambda, double holdoutError, double standardError) {
    private static Point of(FitSummary summary) {
      double error = error(summary);
      double standardError =
          summary
              .holdout()
              .flatMap(FitSummary.Holdout::holdoutStandardError)
              .orElseGet(
                  () -> error * LambdaRule.relativeStandardError(summary.problem().heldOut()));
      return new Point(summary.asked().lambda(), error, standardError);
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
    Point best = points.stream().min(Comparator.comparingDouble(Point::holdoutError)).orElseThrow();
    double limit = best.holdoutError + best.standardError;
    double calm =
        points.stream()
            .filter(point -> point.holdoutError <= limit)
            .mapToDouble(Point::lambda)
            .max()
            .orElse(best.lambda);
    return Optional.of(new LambdaChoice(best.lambda, calm, measure(results), points));
  }

  private static String measure(List<TrialResult> results) {
    return results.get(0).summary().asked().loss().isPresent() ? "loss" : "RMSE";
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
    Double error = summary.holdoutError();
    return error == null ? Double.NaN : error;
  }

  /** The point that is nearer to its optimum stands for its λ, not the luckier one. */
  private static FitSummary better(FitSummary one, FitSummary other) {
    return one.proof().convexObjective() <= other.proof().convexObjective() ? one : other;
  }
}
