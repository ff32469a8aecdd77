package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the scripts of a sweep's page draw, as JSON that is safe within a script element. */
final class SweepPlotData {
  /** Convergence curves that are drawn at most; taken evenly. */
  static final int MOST_CURVES = 60;

  private SweepPlotData() {}

  static String json(JsonNode digest, List<JsonNode> lines) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("groups", digest.path("groups"));
    if (digest.has("lambdaChoice")) {
      json.set("lambdaChoice", digest.get("lambdaChoice"));
    }
    List<Double> bounds = SweepDigest.bounds(lines);
    ArrayNode trials = json.putArray("trials");
    for (int k = 0; k < lines.size(); k++) {
      trials.add(trial(lines.get(k), bounds.get(k)));
    }
    ArrayNode curves = json.putArray("curves");
    int stride = Math.max(1, (lines.size() + MOST_CURVES - 1) / MOST_CURVES);
    for (int k = 0; k < lines.size(); k += stride) {
      curve(curves, k, lines.get(k), bounds.get(k));
    }
    return ScriptData.json(json);
  }

  /** An array, because thousands of objects repeat their keys: as sweep.js reads it. */
  private static ArrayNode trial(JsonNode line, double bound) {
    ArrayNode trial = JsonNodeFactory.instance.arrayNode();
    trial.add(line.path("searchRankAsked").asText());
    trial.add(series(line));
    trial.add(bound > 0 ? line.path("convexObjective").asDouble() / bound : 0);
    trial.add(line.path("relativeGap").asDouble());
    trial.add(line.path("rank").asInt());
    trial.add(line.path("passes").asLong());
    trial.add(line.path("seconds").asDouble());
    trial.add(line.path("certified").asBoolean() ? 1 : 0);
    return trial;
  }

  private static String series(JsonNode line) {
    String instance = line.path("instance").asText();
    return line.path("solver").asText() + (instance.isEmpty() ? "" : ", " + instance);
  }

  private static void curve(ArrayNode curves, int k, JsonNode line, double bound) {
    if (!(bound > 0) || !line.path("curvePasses").isArray()) {
      return;
    }
    ObjectNode curve = curves.addObject();
    curve.put("trial", k);
    curve.put("name", Numbers.shortened(line.path("trial").asText()));
    curve.put("certified", line.path("certified").asBoolean());
    ArrayNode points = curve.putArray("points");
    for (int i = 0; i < line.path("curvePasses").size(); i++) {
      points
          .addArray()
          .add(line.path("curvePasses").path(i).asLong())
          .add(line.path("curveObjective").path(i).asDouble() / bound);
    }
  }
}
