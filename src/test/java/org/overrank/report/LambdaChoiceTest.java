package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overrank.sweep.SampleTrials;

/** Which λ of a sweep predicts best, by the fit's own loss. */
class LambdaChoiceTest {
  private static ObjectNode trial(double lambda, double rmse) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("trial", "lambda=" + lambda).put("instance", "a").put("lambda", lambda);
    return line.put("holdoutRmse", rmse).put("heldOut", 200);
  }

  private static ObjectNode trial(double lambda, double rmse, double loss, double error) {
    ObjectNode line = trial(lambda, rmse);
    line.put("loss", "quantile:0.9").put("holdoutLoss", loss).put("holdoutStandardError", error);
    line.put("useful", "yes").put("usefulness", "Useful.").put("holdoutMae", 1);
    line.putNull("holdoutR2").putNull("holdoutAuc").putNull("calibrationError");
    line.putNull("calibrationSlope").putArray("baselines");
    return line;
  }

  private static LambdaChoice choice(JsonNode... lines) {
    return LambdaChoice.of(SampleTrials.with(List.of(lines))).orElseThrow();
  }

  @Test
  void aLossThatIsNoSquareChooses_withTheErrorThatWasMeasured() {
    LambdaChoice choice =
        choice(
            trial(0.1, 1.0, 0.50, 0.01), trial(0.2, 1.5, 0.40, 0.03), trial(0.4, 2.0, 0.42, 0.05));
    assertThat(choice.measure()).isEqualTo("loss");
    assertThat(choice.best()).isEqualTo(0.2);
    assertThat(choice.oneStandardError()).isEqualTo(0.4);
    assertThat(choice.points().get(1).standardError()).isEqualTo(0.03);
  }

  @Test
  void squaresOfEarlierVersions_haveTheErrorOfGaussianOnes() {
    LambdaChoice choice = choice(trial(0.1, 1.0), trial(0.2, 1.04), trial(0.4, 1.06));
    assertThat(choice.measure()).isEqualTo("RMSE");
    assertThat(choice.best()).isEqualTo(0.1);
    assertThat(choice.points().get(0).standardError()).isCloseTo(0.05, within(1e-12));
    assertThat(choice.oneStandardError()).isEqualTo(0.2);
  }
}
