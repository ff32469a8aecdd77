package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs of a sweep side by side, group by group: shares of trials, gaps, passes and seconds.
 *
 * <p>A regression is a group that is gone or has fewer trials than before, a lower share of trials
 * that succeed or are certified, or more passes or seconds than a tolerated multiple.
 */
public final class SweepComparison {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Medians below this many seconds are not compared: they measure the machine's mood. */
  private static final double SHORT_SECONDS = 1;

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
   * @param now the digest of a sweep
   * @param before the digest of an earlier one
   * @return {@code groups}, each with ratios and what is worse; {@code regressions}, sentences
   */
  public ObjectNode of(JsonNode now, JsonNode before) {
    Map<String, JsonNode> earlier = groups(before);
    Map<String, JsonNode> present = groups(now);
    ObjectNode result = JSON.createObjectNode();
    ArrayNode rows = result.putArray("groups");
    ArrayNode regressions = result.putArray("regressions");
    earlier.forEach(
        (key, then) -> {
          JsonNode group = present.get(key);
          if (group == null) {
            regressions.add(key + ": is gone");
          } else {
            rows.add(row(key, group, then));
            worse(group, then).forEach(text -> regressions.add(key + ": " + text));
          }
        });
    present.keySet().stream()
        .filter(key -> !earlier.containsKey(key))
        .forEach(key -> rows.add(JSON.createObjectNode().put("group", key).put("new", true)));
    return result;
  }

  private static Map<String, JsonNode> groups(JsonNode digest) {
    Map<String, JsonNode> groups = new LinkedHashMap<>();
    for (JsonNode group : digest.path("groups")) {
      String instance = group.path("instance").asText();
      groups.put(
          (instance.isEmpty() ? "" : instance + ", ")
              + "lambda="
              + group.path("lambda").asText()
              + " solver="
              + group.path("solver").asText()
              + " start="
              + group.path("start").asText()
              + " R="
              + group.path("searchRank").asText(),
          group);
    }
    return groups;
  }

  private static ObjectNode row(String key, JsonNode now, JsonNode before) {
    ObjectNode row = JSON.createObjectNode();
    row.put("group", key);
    row.put("succeeded", share(now, "succeeded"));
    row.put("succeededBefore", share(before, "succeeded"));
    row.put("certified", share(now, "certified"));
    row.put("certifiedBefore", share(before, "certified"));
    row.put("gapRatio", ratio(now, before, "medianGap"));
    row.put("passesRatio", ratio(now, before, "medianPasses"));
    row.put("secondsRatio", ratio(now, before, "medianSeconds"));
    return row;
  }

  private List<String> worse(JsonNode now, JsonNode before) {
    List<String> worse = new ArrayList<>();
    if (now.path("trials").asInt() < before.path("trials").asInt()) {
      worse.add(now.path("trials").asInt() + " trials, before " + before.path("trials").asInt());
    }
    for (String key : List.of("succeeded", "certified")) {
      if (share(now, key) < share(before, key)) {
        worse.add(key + " " + counts(now, key) + ", before " + counts(before, key));
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

  private static String counts(JsonNode group, String key) {
    return group.path(key).asInt() + " of " + group.path("trials").asInt();
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
