package org.overrank.run.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.RecordJson;
import org.overrank.fit.SealedJson;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sweep.TrialResult;

/**
 * A file of results, one sealed JSON object a line, each forced to the disk before the next.
 *
 * <p>Half a line at the end is what a killed run left, and no result. Any other line that is not as
 * it was written is damage, and refused. Lines of version 0.1.0 have no seal; none follow on a line
 * that has one.
 */
final class TrialLines {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String NAME = "trials.jsonl";

  private final ResultsFolder folder;

  TrialLines(ResultsFolder folder) {
    this.folder = folder;
  }

  /**
   * Cuts off half a line at the end.
   *
   * @throws IOException if that fails
   */
  void cutHalfLine() throws IOException {
    byte[] bytes = folder.bytes(NAME);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    if (whole < bytes.length) {
      folder.cut(NAME, bytes, whole);
    }
  }

  /**
   * Reads all whole lines.
   *
   * @return the results, without their seals
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException if a line is damaged
   */
  List<TrialResult> read() throws IOException {
    List<TrialResult> results = new ArrayList<>();
    String text = new String(folder.bytes(NAME), StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    boolean sealed = false;
    for (String line : whole.lines().toList()) {
      ObjectNode json = parse(line);
      boolean seal = json != null && SealedJson.isSealed(json);
      boolean intact = json != null && (seal ? SealedJson.unseal(json) : !sealed);
      TrialResult result = intact ? result(json) : null;
      if (result == null) {
        throw new InvalidInputException(
            this
                + ": line "
                + (results.size() + 1)
                + " is damaged: take it out, and the sweep runs its trial again");
      }
      sealed |= seal;
      results.add(result);
    }
    return results;
  }

  private static @Nullable ObjectNode parse(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static @Nullable TrialResult result(@Nullable ObjectNode json) {
    try {
      TrialResult result = json == null ? null : RecordJson.read(json, TrialResult.class);
      return result != null && result.summary().asked().searchRankAsked().matches("auto|[0-9]{1,9}")
          ? result
          : null;
    } catch (JsonProcessingException | InvalidInputException e) {
      return null;
    }
  }

  /**
   * Appends a result.
   *
   * @param result what a trial found
   * @throws IOException if it is not on the disk; at most half a line of it is there then
   */
  void append(TrialResult result) throws IOException {
    String line = JSON.writeValueAsString(SealedJson.sealed(RecordJson.write(result))) + "\n";
    folder.append(NAME, line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return folder.place(NAME);
  }
}
