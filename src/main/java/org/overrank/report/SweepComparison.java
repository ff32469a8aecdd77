package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Two runs of a sweep side by side, on the trials that both have, group by group.
 *
 * <p>A regression is a lower share of trials that succeed or are certified, more passes or seconds
 * than a tolerated multiple, or trials of the other run's that this one's axes have too but that
 * have not ended. What one run has by another grid of λ, search ranks, seeds, solvers, starts or
 * instances is told, and is neither better nor worse.
 */
public final class SweepComparison {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Medians below this many seconds are not compared: they measure the machine's mood. */
  private static final double SHORT_SECONDS = 1;

  /** A trial is of a grid that has all of these values. */
  private static final List<List<String>> AXES =
      List.of(
          List.of("instance", "lambda"),
          List.of("instance", "solver", "searchRankAsked"),
          List.of("instance", "solver", "start"),
          List.of("instance", "seed"));

  private final double passesRatio;
  private final double secondsRatio;

  /**
   * A comparison.
   *
   * @param passesRatio how many times the passes of before are no regression, at least 1
   * @param secondsRatio the same for seconds
   */
  public SweepComparison(double passesRatio, double secondsRatio) {
    this.passesRatio = passesRatio;
    this.secondsRatio = secondsRatio;
  }

  /**
   * Compares.
   *
   * @param now the results of a sweep, a line a trial
   * @param before the results of an earlier one
   * @param name what the earlier one is called
   * @return {@code against}, the name; {@code finished}, how many trials this one has; {@code
   *     compared}, how many both have; {@code groups}, each with both runs' numbers, ratios and
   *     what is {@code worse}; {@code onlyHere} and {@code onlyThere}, groups; {@code regressions},
   *     sentences
   */
  public ObjectNode of(List<JsonNode> now, List<JsonNode> before, String name) {
    Set<String> here = keys(now);
    Set<String> there = keys(before);
    Predicate<JsonNode> common = line -> here.contains(key(line)) && there.contains(key(line));
    Map<String, JsonNode> earlier = new LinkedHashMap<>();
    SweepDigest.groups(before, common).forEach(group -> earlier.put(name(group), group));
    ObjectNode result = JSON.createObjectNode();
    result.put("against", name);
    result.put("finished", now.size());
    result.put("compared", now.stream().filter(common).count());
    ArrayNode rows = result.putArray("groups");
    ArrayNode regressions = JSON.createArrayNode();
    for (JsonNode group : SweepDigest.groups(now, common)) {
      ObjectNode row = row(group, earlier.getOrDefault(name(group), group));
      rows.add(row);
      row.path("worse").forEach(each -> regressions.add(name(group) + ": " + each.asText()));
    }
    others(result.putArray("onlyHere"), SweepDigest.groups(now, common.negate()));
    others(result.putArray("onlyThere"), SweepDigest.groups(before, common.negate()));
    long missing = missing(now, before);
    if (missing > 0) {
      regressions.add(missing + " trials have not ended");
    }
    result.set("regressions", regressions);
    return result;
  }

  private static String key(JsonNode line) {
    return line.path("trial").asText();
  }

  private static Set<String> keys(List<JsonNode> lines) {
    return lines.stream().map(SweepComparison::key).collect(Collectors.toSet());
  }

  /** Trials that only the earlier run has, though every value that makes them is in this grid. */
  private static long missing(List<JsonNode> now, List<JsonNode> before) {
    Set<String> here = keys(now);
    List<Set<String>> grid =
        AXES.stream()
            .map(axis -> now.stream().map(line -> at(line, axis)).collect(Collectors.toSet()))
            .toList();
    return before.stream()
        .filter(line -> !here.contains(key(line)))
        .filter(
            line ->
                AXES.stream()
                    .allMatch(axis -> grid.get(AXES.indexOf(axis)).contains(at(line, axis))))
        .count();
  }

  private static String at(JsonNode line, List<String> axis) {
    return axis.stream().map(key -> line.path(key).asText()).collect(Collectors.joining("\n"));
  }

  private static void others(ArrayNode names, JsonNode groups) {
    for (JsonNode group : groups) {
      int trials = group.path("trials").asInt();
      names.add(name(group) + ": " + trials + (trials == 1 ? " trial" : " trials"));
    }
  }

  private static String name(JsonNode group) {
    String instance = group.path("instance").asText();
    return (instance.isEmpty() ? "" : instance + ", ")
        + "lambda="
        + group.path("lambda").asText()
        + " solver="
        + group.path("solver").asText()
        + " start="
        + group.path("start").asText()
        + " R="
        + group.path("searchRank").asText();
  }

  private ObjectNode row(JsonNode now, JsonNode before) {
    ObjectNode row = JSON.createObjectNode();
    row.put("group", name(now));
    row.put("succeeded", share(now, "succeeded"));
    row.put("succeededBefore", share(before, "succeeded"));
    row.put("certified", share(now, "certified"));
    row.put("certifiedBefore", share(before, "certified"));
    row.put("gapRatio", ratio(now, before, "medianGap"));
    row.put("passesRatio", ratio(now, before, "medianPasses"));
    row.put("secondsRatio", ratio(now, before, "medianSeconds"));
    row.set("now", now);
    row.set("before", before);
    worse(now, before).forEach(row.putArray("worse")::add);
    return row;
  }

  private List<String> worse(JsonNode now, JsonNode before) {
    List<String> worse = new ArrayList<>();
    for (String key : List.of("succeeded", "certified")) {
      if (share(now, key) < share(before, key)) {
        worse.add(
            key + " " + SweepTables.share(now, key) + ", before " + SweepTables.share(before, key));
      }
    }
    if (ratio(now, before, "medianPasses") > passesRatio) {
      worse.add(times(now, before, "medianPasses", "passes"));
    }
    boolean comparable = before.path("medianSeconds").asDouble() >= SHORT_SECONDS;
    if (comparable && ratio(now, before, "medianSeconds") > secondsRatio) {
      worse.add(times(now, before, "medianSeconds", "seconds"));
    }
    return worse;
  }

  private static String times(JsonNode now, JsonNode before, String key, String unit) {
    return Numbers.value(now.path(key).asDouble())
        + " "
        + unit
        + " (median), before "
        + Numbers.value(before.path(key).asDouble());
  }

  private static double share(JsonNode group, String key) {
    return group.path(key).asDouble() / Math.max(1, group.path("trials").asInt());
  }

  private static double ratio(JsonNode now, JsonNode before, String key) {
    double then = before.path(key).asDouble();
    return then > 0 ? now.path(key).asDouble() / then : 1;
  }
}
