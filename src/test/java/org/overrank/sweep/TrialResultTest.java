package org.overrank.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.overrank.fit.EscapeRule;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.fit.RecordJson;
import org.overrank.linalg.InvalidInputException;

/** Lines of trials.jsonl as records, and back. */
final class TrialResultTest {
  private static final Path OLD =
      Path.of("src/test/resources/org/overrank/version010/sweep/trials.jsonl");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void linesOfVersion010_areReadAndWrittenWithTheSameKeysAndValues() throws IOException {
    for (String line : Files.readAllLines(OLD)) {
      TrialResult result = RecordJson.read(JSON.readTree(line), TrialResult.class);
      assertThat(result.variant()).isEmpty();
      assertThat(result.curve()).isPresent();
      assertThat(JSON.readTree(RecordJson.write(result).toString())).isEqualTo(JSON.readTree(line));
    }
  }

  @Test
  void whatIsOptional_mayBeMissing_andHalfACurveMayNot() throws IOException {
    ObjectNode line = (ObjectNode) JSON.readTree(Files.readAllLines(OLD).get(0));
    line.remove("curvePasses");
    assertThatThrownBy(() -> RecordJson.read(line, TrialResult.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("curvePasses");
    line.remove("curveObjective");
    line.put("variant", "escape=auto");
    TrialResult result = RecordJson.read(line, TrialResult.class);
    assertThat(result.curve()).isEmpty();
    assertThat(result.method()).isEqualTo("als-ncg escape=auto");
    assertThat(RecordJson.write(result).get("variant").asText()).isEqualTo("escape=auto");
    line.remove("nu");
    assertThatThrownBy(() -> RecordJson.read(line, TrialResult.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"nu\"");
  }

  @Test
  void aVariant_isWhatVariesBesidesTheFiveOfEveryKey() {
    FitSettings trial = FitSettings.builder().lambda(0.5).escape(EscapeRule.AUTO).build();
    List<FitOption<?>> varying = List.of(FitOption.LAMBDA, FitOption.ESCAPE, FitOption.COMPRESS);
    assertThat(TrialKey.variant(trial, varying)).contains("escape=auto compress=auto");
    assertThat(TrialKey.of(trial, varying)).startsWith("R=").endsWith(" escape=auto compress=auto");
    assertThat(TrialKey.variant(trial, List.of(FitOption.SEED))).isEqualTo(Optional.empty());
  }
}
