package org.overrank.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.overrank.fit.FitSummary;
import org.overrank.fit.RecordJson;
import org.overrank.fit.SampleFits;

/** Trials as they could have been, for tests of what is made of them. */
public final class SampleTrials {
  private SampleTrials() {}

  /** A certified trial without a hold-out, but for some keys. */
  public static TrialResult with(JsonNode keys) {
    FitSummary summary = SampleFits.certified();
    summary = SampleFits.with(summary, "holdoutRmse", null);
    summary = SampleFits.with(summary, "heldOut", 0L);
    ObjectNode line =
        RecordJson.write(
            new TrialResult(
                "a",
                "",
                Optional.empty(),
                summary,
                "0123456789ab",
                "2026-01-01T00:00:00Z",
                Optional.empty()));
    line.setAll((ObjectNode) keys);
    try {
      return RecordJson.read(line, TrialResult.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Some of them. */
  public static List<TrialResult> with(List<? extends JsonNode> lines) {
    return lines.stream().map(SampleTrials::with).toList();
  }
}
