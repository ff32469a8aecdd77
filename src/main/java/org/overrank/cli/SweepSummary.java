package org.overrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sweep has found, by λ, solver and search rank.
 *
 * <p>A trial succeeds if its objective is within 1.1 of the best lower bound that any trial of the
 * same λ has proven: then it is within 1.1 of the optimum, the lecture's measure, whatever the
 * truth.
 */
final class SweepSummary {
  private static final double SUCCESS = 1.1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> lines;
  private final int trials;

  SweepSummary(List<JsonNode> lines, int trials) {
    this.lines = lines;
    this.trials = trials;
  }

  /** Trials of one λ, solver and search rank. */
  private record Group(double lambda, String solver, String searchRank) {
    private static final Comparator<Group> ORDER =
        Comparator.comparingDouble(Group::lambda)
            .thenComparing(Group::solver)
            .thenComparingInt(
                group -> group.searchRank.equals("auto") ? 0 : Integer.parseInt(group.searchRank));
  }

  /**
   * Writes summary.json and prints the table.
   *
   * @param log where
   * @param out where the table goes
   * @return the exit code: whether every group that was wide enough is certified
   */
  int finish(TrialLog log, PrintStream out) {
    Map<Double, Double> bounds = new TreeMap<>();
    Map<Group, List<JsonNode>> groups = new TreeMap<>(Group.ORDER);
    for (JsonNode line : lines) {
      double lambda = line.path("lambda").asDouble();
      bounds.merge(lambda, line.path("lowerBound").asDouble(), Math::max);
      Group group =
          new Group(lambda, line.path("solver").asText(), line.path("searchRankAsked").asText());
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(line);
    }
    ArrayNode rows = JSON.createArrayNode();
    out.printf(
        "%-12s %-14s %-6s %7s %9s %10s %8s%n",
        "lambda", "solver", "R", "trials", "succeeded", "certified", "passes");
    boolean certified = lines.size() == trials;
    for (Map.Entry<Group, List<JsonNode>> entry : groups.entrySet()) {
      ObjectNode row = row(entry.getKey(), entry.getValue(), bounds);
      rows.add(row);
      print(row, out);
    }
    double best = bounds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    ObjectNode summary = JSON.createObjectNode();
    summary.put("trials", trials);
    summary.put("finished", lines.size());
    summary.put("certified", count(lines, "certified"));
    summary.put("largestLowerBound", best);
    summary.set("groups", rows);
    log.writeSummary(summary);
    return certified && everyLambdaIsCertified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
  }

  /** At every λ some trial has proven what was asked. */
  private boolean everyLambdaIsCertified() {
    Map<Double, Boolean> proven = new TreeMap<>();
    lines.forEach(
        line ->
            proven.merge(
                line.path("lambda").asDouble(),
                line.path("certified").asBoolean(),
                Boolean::logicalOr));
    return !proven.containsValue(false);
  }

  private static long count(List<JsonNode> lines, String key) {
    return lines.stream().filter(line -> line.path(key).asBoolean()).count();
  }

  private static ObjectNode row(Group group, List<JsonNode> lines, Map<Double, Double> bounds) {
    double bound = bounds.getOrDefault(group.lambda, 0.0);
    long succeeded =
        lines.stream()
            .filter(line -> line.path("convexObjective").asDouble() <= SUCCESS * bound)
            .count();
    ObjectNode row = JSON.createObjectNode();
    row.put("lambda", group.lambda);
    row.put("solver", group.solver);
    row.put("searchRank", group.searchRank);
    row.put("trials", lines.size());
    row.put("succeeded", succeeded);
    row.put("certified", count(lines, "certified"));
    row.put("medianPasses", median(lines, "passes"));
    row.put("medianSeconds", median(lines, "seconds"));
    row.put(
        "largestRank", lines.stream().mapToInt(line -> line.path("rank").asInt()).max().orElse(0));
    return row;
  }

  private static double median(List<JsonNode> lines, String key) {
    double[] sorted =
        lines.stream().mapToDouble(line -> line.path(key).asDouble()).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void print(ObjectNode row, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-12.5g %-14s %-6s %7d %9d %10d %8.0f%n",
        row.path("lambda").asDouble(),
        row.path("solver").asText(),
        row.path("searchRank").asText(),
        row.path("trials").asInt(),
        row.path("succeeded").asInt(),
        row.path("certified").asInt(),
        row.path("medianPasses").asDouble());
  }
}
