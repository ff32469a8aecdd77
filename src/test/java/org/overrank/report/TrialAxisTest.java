package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overrank.sweep.SampleTrials;
import org.overrank.sweep.TrialResult;

/** What a sweep's page leads with: what varied. */
final class TrialAxisTest {
  private static List<TrialResult> trials(List<String> ranks, List<Double> lambdas) {
    List<JsonNode> lines = new ArrayList<>();
    for (String rank : ranks) {
      for (double lambda : lambdas) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("trial", "R=" + rank + " lambda=" + lambda).put("instance", "");
        line.put("lambda", lambda).put("solver", "scaled-lbfgs").put("start", "gaussian");
        line.put("searchRankAsked", rank).put("objective", 1.0).put("convexObjective", 1.0);
        line.put("lowerBound", 0.9999).put("relativeGap", 1e-4).put("rank", 2).put("passes", 20);
        line.put("seconds", 0.5).put("certified", true).put("stopReason", "certified");
        lines.add(line);
      }
    }
    return SampleTrials.with(lines);
  }

  private static JsonNode data(List<TrialResult> results) throws Exception {
    SweepDigest digest = SweepDigest.of(results, results.size());
    return new ObjectMapper().readTree(SweepPlotData.json(digest, results));
  }

  @Test
  void theSearchRankLiesAlongThePlots_whereItVaried_inTheOrderOfNumbers() throws Exception {
    List<TrialResult> results = trials(List.of("16", "auto", "2"), List.of(0.1, 0.2));
    JsonNode data = data(results);
    assertThat(data.path("axis").asText()).isEqualTo("search rank R");
    assertThat(data.path("values")).extracting(JsonNode::asText).containsExactly("2", "16", "auto");
    assertThat(data.path("trials").path(0).path(0).asInt()).isEqualTo(1);
    assertThat(data.path("trials").path(5).path(0).asInt()).isZero();
  }

  @Test
  void elseLambdaDoes_andTheTableHasNoColumnForWhatIsConstant() throws Exception {
    List<TrialResult> results = trials(List.of("auto"), List.of(0.1, 0.02, 0.3));
    JsonNode data = data(results);
    assertThat(data.path("axis").asText()).isEqualTo("λ");
    assertThat(data.path("values"))
        .extracting(JsonNode::asText)
        .containsExactly("0.02", "0.1", "0.3");
    SweepDigest digest = SweepDigest.of(results, 3);
    assertThat(SweepTables.groups(digest))
        .startsWith("<tr><th>λ</th><th>succeeded</th>")
        .contains("<tr><td>0.02</td><td>1 of 1</td>");
    assertThat(SweepReport.render("s", digest, results, null))
        .contains(
            "Varied: λ (0.02, 0.1, 0.3). The same in all trials: R = auto, solver = scaled-lbfgs,"
                + " start = gaussian.");
  }

  @Test
  void manyValuesAreCounted() {
    List<TrialResult> results =
        trials(List.of("1", "2", "3", "4", "5", "6", "7", "10"), List.of(0.5));
    assertThat(TrialAxis.sentence(SweepDigest.of(results, 8).groups(), 3))
        .startsWith("Varied: R (8 values, 1 to 10), seed (3). The same in all trials: λ = 0.5,");
  }

  @Test
  void oneTrialHasNoAxis() throws Exception {
    JsonNode data = data(trials(List.of("3"), List.of(0.5)));
    assertThat(data.path("axis").asText()).isEmpty();
    assertThat(data.path("trials").path(0).path(0).asInt()).isZero();
  }
}
