package org.overrank.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSummary;
import org.overrank.sweep.TrialResult;

/** What the scripts of a sweep's page draw, as JSON that is safe within a script element. */
final class SweepPlotData {
  /** Convergence curves that are drawn at most; taken evenly. */
  static final int MOST_CURVES = 60;

  private final List<SweepGroup> groups;
  private final @Nullable TrialAxis across;
  private final List<String> values;
  private final List<TrialAxis> beside;

  /** The first axis that varied lies along the plots; of the others λ makes no series. */
  private SweepPlotData(List<SweepGroup> groups) {
    this.groups = groups;
    List<TrialAxis> varied = TrialAxis.varied(groups);
    this.across = varied.isEmpty() ? null : varied.get(0);
    this.values = across == null ? List.of("") : across.values(groups);
    this.beside = varied.stream().skip(1).filter(axis -> axis != TrialAxis.LAMBDA).toList();
  }

  static String json(SweepDigest digest, List<TrialResult> results) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("finished", results.size());
    if (digest.lambdaChoice() != null) {
      json.set("lambdaChoice", SweepJson.tree(digest.lambdaChoice()));
    }
    new SweepPlotData(digest.groups()).addTo(json, results);
    return ScriptData.json(json);
  }

  private void addTo(ObjectNode json, List<TrialResult> results) {
    json.put("axis", across == null ? "" : across.title());
    values.forEach(json.putArray("values")::add);
    ArrayNode shares = json.putArray("shares");
    for (SweepGroup group : groups) {
      ArrayNode share = shares.addArray().add(place(across == null ? "" : across.of(group)));
      share.add(series(axis -> axis.of(group))).add(group.trials());
      share.add(group.succeeded()).add(group.withinLecture()).add(group.certified());
    }
    List<Double> bounds = SweepDigest.bounds(results);
    ArrayNode trials = json.putArray("trials");
    for (int k = 0; k < results.size(); k++) {
      trials.add(trial(results.get(k), bounds.get(k)));
    }
    addCurves(json.putArray("curves"), results, bounds);
  }

  private static void addCurves(ArrayNode curves, List<TrialResult> results, List<Double> bounds) {
    int stride = Math.max(1, (results.size() + MOST_CURVES - 1) / MOST_CURVES);
    for (int k = 0; k < results.size(); k += stride) {
      TrialResult result = results.get(k);
      double bound = bounds.get(k);
      if (bound > 0 && result.curve().isPresent()) {
        curve(curves.addObject().put("trial", k), result, result.curve().get(), bound);
      }
    }
  }

  /** An array, because thousands of objects repeat their keys: as sweep.js reads it. */
  private ArrayNode trial(TrialResult result, double bound) {
    FitSummary summary = result.summary();
    ArrayNode trial = JsonNodeFactory.instance.arrayNode();
    trial.add(place(across == null ? "" : across.of(result)));
    trial.add(series(axis -> axis.of(result)));
    trial.add(bound > 0 ? summary.proof().convexObjective() / bound : 0);
    trial.add(summary.proof().relativeGap());
    trial.add(summary.answer().rank());
    trial.add(summary.effort().passes());
    trial.add(summary.effort().seconds());
    trial.add(summary.proof().certified() ? 1 : 0);
    return trial;
  }

  /** Where a value stands along the axis. */
  private int place(String value) {
    return values.indexOf(value);
  }

  private String series(Function<TrialAxis, String> value) {
    return beside.stream().map(value).collect(Collectors.joining(", "));
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
