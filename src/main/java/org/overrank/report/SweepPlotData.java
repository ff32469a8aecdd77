package org.overrank.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.overrank.fit.FitSummary;
import org.overrank.sweep.TrialResult;

/** What the scripts of a sweep's page draw, as JSON that is safe within a script element. */
final class SweepPlotData {
  /** Convergence curves that are drawn at most; taken evenly. */
  static final int MOST_CURVES = 60;

  private SweepPlotData() {}

  static String json(SweepDigest digest, List<TrialResult> results) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("groups", SweepJson.tree(digest.groups()));
    if (digest.lambdaChoice() != null) {
      json.set("lambdaChoice", SweepJson.tree(digest.lambdaChoice()));
    }
    List<Double> bounds = SweepDigest.bounds(results);
    ArrayNode trials = json.putArray("trials");
    for (int k = 0; k < results.size(); k++) {
      trials.add(trial(results.get(k), bounds.get(k)));
    }
    ArrayNode curves = json.putArray("curves");
    int stride = Math.max(1, (results.size() + MOST_CURVES - 1) / MOST_CURVES);
    for (int k = 0; k < results.size(); k += stride) {
      TrialResult result = results.get(k);
      double bound = bounds.get(k);
      if (bound > 0 && result.curve().isPresent()) {
        curve(curves.addObject().put("trial", k), result, result.curve().get(), bound);
      }
    }
    return ScriptData.json(json);
  }

  /** An array, because thousands of objects repeat their keys: as sweep.js reads it. */
  private static ArrayNode trial(TrialResult result, double bound) {
    FitSummary summary = result.summary();
    ArrayNode trial = JsonNodeFactory.instance.arrayNode();
    trial.add(summary.asked().searchRankAsked());
    trial.add(series(result));
    trial.add(bound > 0 ? summary.proof().convexObjective() / bound : 0);
    trial.add(summary.proof().relativeGap());
    trial.add(summary.answer().rank());
    trial.add(summary.effort().passes());
    trial.add(summary.effort().seconds());
    trial.add(summary.proof().certified() ? 1 : 0);
    return trial;
  }

  private static String series(TrialResult result) {
    return result.method() + (result.instance().isEmpty() ? "" : ", " + result.instance());
  }

  private static void curve(
      ObjectNode json, TrialResult result, TrialResult.Curve curve, double bound) {
    json.put("name", Numbers.shortened(result.trial()));
    json.put("certified", result.summary().proof().certified());
    ArrayNode points = json.putArray("points");
    for (int i = 0; i < curve.curvePasses().size(); i++) {
      points.addArray().add(curve.curvePasses().get(i)).add(curve.curveObjective().get(i) / bound);
    }
  }
}
