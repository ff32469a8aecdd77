package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a sweep has found, by λ, solver and search rank.
 *
 * <p>A trial succeeds if its objective is within the gap asked for of the best lower bound ε that
 * any trial of the same λ has proven, whatever it could prove itself. Beside it stands the
 * lecture's measure, 1.1 ε, which an objective with a constant part meets everywhere.
 */
public final class SweepDigest {
  private static final double LECTURE = 1.1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> lines;
  private final int trials;

  private SweepDigest(List<JsonNode> lines, int trials) {
    this.lines = lines;
    this.trials = trials;
  }

  /** Trials of one λ, solver and search rank. */
  private record Group(
      String instance, double lambda, String solver, String start, String searchRank) {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::instance)
            .thenComparingDouble(Group::lambda)
            .thenComparing(Group::solver)
            .thenComparing(Group::start)
            .thenComparingInt(
                group -> group.searchRank.equals("auto") ? 0 : Integer.parseInt(group.searchRank));

    static Group of(JsonNode line) {
      return new Group(
          line.path("instance").asText(),
          line.path("lambda").asDouble(),
          line.path("solver").asText(),
          line.path("start").asText(),
          line.path("searchRankAsked").asText());
    }
  }

  /** What bounds are comparable for. */
  private record Problem(String instance, double lambda) {
    static Problem of(JsonNode line) {
      return new Problem(line.path("instance").asText(), line.path("lambda").asDouble());
    }
  }

  /**
   * The digest.
   *
   * @param lines results, one for each trial that has ended
   * @param trials how many there are to be
   * @return counts, and one group for each instance, λ, solver, start and search rank
   */
  public static ObjectNode of(List<JsonNode> lines, int trials) {
    return new SweepDigest(lines, trials).digest();
  }

  /**
   * ε for every trial: the best lower bound that any trial of the same instance and λ has proven.
   *
   * @param lines results
   * @return the bound of each line, in their order
   */
  public static List<Double> bounds(List<JsonNode> lines) {
    Map<Problem, Double> bounds = bestBounds(lines);
    return lines.stream().map(line -> bounds.getOrDefault(Problem.of(line), 0.0)).toList();
  }

  private static Map<Problem, Double> bestBounds(List<JsonNode> lines) {
    Map<Problem, Double> bounds = new HashMap<>();
    lines.forEach(
        line -> bounds.merge(Problem.of(line), line.path("lowerBound").asDouble(), Math::max));
    return bounds;
  }

  /**
   * The groups that some of the trials make up, each by the bounds that all of them have proven.
   *
   * @param lines results
   * @param counted which of them are in the groups
   * @return one row for each instance, λ, solver, start and search rank
   */
  static ArrayNode groups(List<JsonNode> lines, Predicate<JsonNode> counted) {
    Map<Problem, Double> bounds = bestBounds(lines);
    Map<Group, List<JsonNode>> groups = new TreeMap<>(Group.ORDER);
    lines.stream()
        .filter(counted)
        .forEach(
            line -> groups.computeIfAbsent(Group.of(line), key -> new ArrayList<>()).add(line));
    ArrayNode rows = JSON.createArrayNode();
    groups.forEach((group, members) -> rows.add(row(group, members, bounds)));
    return rows;
  }

  private ObjectNode digest() {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("trials", trials);
    summary.put("finished", lines.size());
    summary.put("certified", count(lines, "certified"));
    summary.put("everyProblemCertified", lines.size() == trials && everyProblemIsCertified());
    summary.set("groups", groups(lines, line -> true));
    LambdaChoice.of(lines).ifPresent(choice -> summary.set("lambdaChoice", choice));
    return summary;
  }

  /** At every λ of every instance some trial has proven what was asked. */
  private boolean everyProblemIsCertified() {
    Map<Problem, Boolean> proven = new HashMap<>();
    lines.forEach(
        line ->
            proven.merge(Problem.of(line), line.path("certified").asBoolean(), Boolean::logicalOr));
    return !proven.containsValue(false);
  }

  private static long count(List<JsonNode> lines, String key) {
    return lines.stream().filter(line -> line.path(key).asBoolean()).count();
  }

  private static ObjectNode row(Group group, List<JsonNode> lines, Map<Problem, Double> bounds) {
    double bound = bounds.getOrDefault(new Problem(group.instance, group.lambda), 0.0);
    long succeeded =
        lines.stream()
            .filter(line -> value(line) * (1 - line.path("relativeGapAsked").asDouble()) <= bound)
            .count();
    long nearEnough = lines.stream().filter(line -> value(line) <= LECTURE * bound).count();
    ObjectNode row = JSON.createObjectNode();
    if (!group.instance.isEmpty()) {
      row.put("instance", group.instance);
    }
    row.put("lambda", group.lambda);
    row.put("solver", group.solver);
    row.put("start", group.start);
    row.put("searchRank", group.searchRank);
    row.put("trials", lines.size());
    row.put("succeeded", succeeded);
    row.put("withinLecture", nearEnough);
    row.put("certified", count(lines, "certified"));
    row.put("medianGap", median(lines, "relativeGap"));
    row.put("medianPasses", median(lines, "passes"));
    row.put("medianSeconds", median(lines, "seconds"));
    row.put(
        "largestRank", lines.stream().mapToInt(line -> line.path("rank").asInt()).max().orElse(0));
    return row;
  }

  private static double value(JsonNode line) {
    return line.path("convexObjective").asDouble();
  }

  private static double median(List<JsonNode> lines, String key) {
    double[] sorted =
        lines.stream().mapToDouble(line -> line.path(key).asDouble()).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
