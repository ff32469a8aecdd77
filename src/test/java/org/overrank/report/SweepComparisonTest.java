package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.overrank.sweep.SampleTrials;
import org.overrank.sweep.TrialResult;

/** Two nights side by side: what is worse, and what is only another grid. */
class SweepComparisonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> night(List<Double> lambdas, List<String> ranks, int seeds) {
    List<JsonNode> lines = new ArrayList<>();
    for (double lambda : lambdas) {
      for (String rank : ranks) {
        for (int seed = 1; seed <= seeds; seed++) {
          lines.add(trial(lambda, rank, seed));
        }
      }
    }
    return lines;
  }

  private static ObjectNode trial(double lambda, String rank, int seed) {
    ObjectNode line = JSON.createObjectNode();
    line.put("trial", "R=" + rank + " lambda=" + lambda + " seed=" + seed);
    line.put("lambda", lambda).put("searchRankAsked", rank).put("seed", seed);
    line.put("solver", "als-ncg").put("start", "gaussian");
    line.put("convexObjective", 1.0).put("lowerBound", 0.9999).put("relativeGapAsked", 1e-3);
    return line.put("relativeGap", 1e-4).put("certified", true).put("passes", 30).put("seconds", 2);
  }

  private static JsonNode compared(List<JsonNode> now, List<JsonNode> before) {
    return SweepJson.tree(comparison(now, before));
  }

  private static SweepComparison comparison(List<JsonNode> now, List<JsonNode> before) {
    return SweepComparison.of(
        SampleTrials.with(now),
        SampleTrials.with(before),
        "2026-01-01",
        new SweepComparison.Tolerance(1.1, 1.5));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static List<JsonNode> changed(List<JsonNode> night, int k, Consumer<ObjectNode> change) {
    List<JsonNode> copy = new ArrayList<>(night);
    ObjectNode line = night.get(k).deepCopy();
    change.accept(line);
    copy.set(k, line);
    return copy;
  }

  @Test
  void anotherGrid_isToldAndIsNotWorse() {
    List<JsonNode> before = night(List.of(0.1, 0.2), List.of("1", "2", "auto"), 5);
    List<JsonNode> now = night(List.of(0.1, 0.3), List.of("2", "4"), 3);
    JsonNode comparison = compared(now, before);
    assertThat(comparison.get("regressions")).isEmpty();
    assertThat(comparison.get("compared").asInt()).isEqualTo(3);
    assertThat(comparison.get("groups")).hasSize(1);
    assertThat(texts(comparison.get("onlyHere")))
        .contains("lambda=0.3 solver=als-ncg start=gaussian R=4: 3 trials");
    assertThat(texts(comparison.get("onlyThere")))
        .contains("lambda=0.1 solver=als-ncg start=gaussian R=2: 2 trials")
        .contains("lambda=0.2 solver=als-ncg start=gaussian R=auto: 5 trials");
  }

  @Test
  void fewerSeeds_areComparedOnThoseThatBothHave() {
    List<JsonNode> before = night(List.of(0.1), List.of("2"), 5);
    List<JsonNode> failed =
        changed(before, 0, line -> line.put("certified", false).put("convexObjective", 1.2));
    List<JsonNode> now =
        changed(
            night(List.of(0.1), List.of("2"), 2),
            0,
            line -> {
              line.put("certified", false).put("convexObjective", 1.2);
            });
    assertThat(compared(now, failed).get("regressions")).isEmpty();
    assertThat(texts(compared(now, before).get("regressions")))
        .containsExactly(
            "lambda=0.1 solver=als-ncg start=gaussian R=2: succeeded 1 of 2, before 2 of 2",
            "lambda=0.1 solver=als-ncg start=gaussian R=2: certified 1 of 2, before 2 of 2");
  }

  @Test
  void trialsOfThisGridThatHaveNotEnded_areARegression() {
    List<JsonNode> before = night(List.of(0.1, 0.2), List.of("1", "2"), 3);
    List<JsonNode> now = new ArrayList<>(before);
    now.remove(11);
    now.remove(4);
    assertThat(texts(compared(now, before).get("regressions")))
        .containsExactly("2 trials have not ended");
  }

  @Test
  void slowerAndMorePasses_areRegressionsBeyondWhatIsTolerated() {
    List<JsonNode> before = night(List.of(0.1), List.of("1", "2"), 1);
    assertThat(
            compared(changed(before, 0, line -> line.put("passes", 33).put("seconds", 3)), before)
                .get("regressions"))
        .isEmpty();
    assertThat(
            texts(
                compared(
                        changed(before, 0, line -> line.put("passes", 34).put("seconds", 4)),
                        before)
                    .get("regressions")))
        .containsExactly(
            "lambda=0.1 solver=als-ncg start=gaussian R=1: 34 passes (median), before 30",
            "lambda=0.1 solver=als-ncg start=gaussian R=1: 4 seconds (median), before 2");
  }

  @Test
  void thePageShowsTheOtherNightBesideThisOne() {
    List<JsonNode> before = night(List.of(0.1, 0.2), List.of("1"), 1);
    List<JsonNode> now =
        changed(night(List.of(0.1), List.of("1"), 1), 0, line -> line.put("passes", 60));
    List<TrialResult> results = SampleTrials.with(now);
    SweepDigest digest = SweepDigest.of(results, 1);
    String page = SweepReport.render("2026-01-02", digest, results, comparison(now, before));
    assertThat(page)
        .contains(
            "<h2>Beside 2026-01-01</h2>",
            "1 trial compared: 1 is worse.",
            "R=1: 60 passes (median), before 30")
        .contains("<td>60 / 30</td>", "<td>1 of 1 / 1 of 1</td>")
        .contains("Trials that only 2026-01-01 has:");
    assertThat(SweepReport.render("2026-01-02", digest, results, null)).doesNotContain("Beside");
  }

  @Test
  void anotherNight_isReadAsItWasWritten() throws IOException {
    List<JsonNode> before = night(List.of(0.1, 0.2), List.of("1"), 2);
    SweepComparison comparison =
        comparison(
            changed(before, 0, line -> line.put("passes", 60).put("instance", "ring")), before);
    assertThat(SweepJson.read(SweepJson.write(comparison), SweepComparison.class))
        .isEqualTo(comparison);
  }

  @Test
  void valuesOfAnotherOption_areGroupsOfTheirOwn() {
    List<JsonNode> trials = new ArrayList<>();
    for (String escape : List.of("auto", "never")) {
      for (int seed = 1; seed <= 3; seed++) {
        ObjectNode line = trial(0.1, "2", seed);
        line.put("trial", line.get("trial").asText() + " escape=" + escape);
        trials.add(line.put("variant", "escape=" + escape));
        line.put("certified", escape.equals("auto"));
      }
    }
    List<TrialResult> results = SampleTrials.with(trials);
    SweepDigest digest = SweepDigest.of(results, 6);
    assertThat(digest.groups()).hasSize(2).allMatch(group -> group.trials() == 3);
    assertThat(digest.groups().get(0).certified()).isEqualTo(3);
    assertThat(digest.groups().get(1).certified()).isZero();
    assertThat(SweepReport.render("a", digest, results, null))
        .contains("<td>als-ncg escape=auto</td>", "<td>als-ncg escape=never</td>");
    assertThat(texts(compared(trials.subList(1, 6), trials).get("regressions")))
        .containsExactly("1 trials have not ended");
    assertThat(texts(compared(trials.subList(0, 3), trials).get("onlyThere")))
        .containsExactly("lambda=0.1 solver=als-ncg escape=never start=gaussian R=2: 3 trials");
    assertThat(compared(trials.subList(0, 3), trials).get("regressions")).isEmpty();
  }
}
