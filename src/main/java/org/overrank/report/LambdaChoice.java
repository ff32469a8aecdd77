package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which λ predicts best: the least hold-out error over the certified trials of each λ, and the
 * largest λ within one standard error of it.
 *
 * <p>The standard error of a mean square of n errors is taken as for Gaussian ones, √(2/n) of it:
 * the trials share one hold-out, so that their spread says nothing of it.
 */
final class LambdaChoice {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LambdaChoice() {}

  /** One λ. */
  private record Point(double lambda, double error, double standardError) {}

  /**
   * The choice.
   *
   * @param lines results of a sweep
   * @return the points and the chosen λ, or empty with fewer than two λ, without a hold-out, or on
   *     several instances
   */
  static Optional<ObjectNode> of(List<JsonNode> lines) {
    if (lines.stream().map(line -> line.path("instance").asText()).distinct().count() != 1) {
      return Optional.empty();
    }
    List<Point> points = points(lines);
    if (points.size() < 2) {
      return Optional.empty();
    }
    Point best = points.stream().min(Comparator.comparingDouble(Point::error)).orElseThrow();
    double limit = best.error + best.standardError;
    double calm =
        points.stream()
            .filter(point -> point.error <= limit)
            .mapToDouble(Point::lambda)
            .max()
            .orElse(best.lambda);
    ObjectNode json = JSON.createObjectNode();
    json.put("best", best.lambda);
    json.put("oneStandardError", calm);
    ArrayNode rows = json.putArray("points");
    points.forEach(
        point ->
            rows.addObject()
                .put("lambda", point.lambda)
                .put("holdoutRmse", point.error)
                .put("standardError", point.standardError));
    return Optional.of(json);
  }

  private static List<Point> points(List<JsonNode> lines) {
    Map<Double, JsonNode> best = new TreeMap<>();
    for (JsonNode line : lines) {
      if (line.path("holdoutRmse").isNumber() && line.path("heldOut").asLong() > 0) {
        best.merge(line.path("lambda").asDouble(), line, LambdaChoice::better);
      }
    }
    List<Point> points = new ArrayList<>();
    best.forEach(
        (lambda, line) -> {
          double error = line.path("holdoutRmse").asDouble();
          double relative = Math.sqrt(2.0 / line.path("heldOut").asLong());
          points.add(new Point(lambda, error, error * relative / 2));
        });
    return points;
  }

  /** The point that is nearer to its optimum stands for its λ, not the luckier one. */
  private static JsonNode better(JsonNode one, JsonNode other) {
    return one.path("convexObjective").asDouble() <= other.path("convexObjective").asDouble()
        ? one
        : other;
  }
}
