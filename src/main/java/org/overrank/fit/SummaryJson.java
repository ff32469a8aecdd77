package org.overrank.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.overrank.linalg.InvalidInputException;

/** A {@link FitSummary} as JSON: one object, its keys the components of its parts. */
public final class SummaryJson {
  private SummaryJson() {}

  /**
   * Writes a summary, one key a line.
   *
   * @param summary what a fit found
   * @return the JSON text, ending in a newline
   * @throws IllegalArgumentException if a number is not finite, for which JSON has no word
   */
  public static String write(FitSummary summary) {
    return RecordJson.write(summary).toPrettyString() + "\n";
  }

  /**
   * Reads a summary. Unknown keys, as a later version may write, are passed over.
   *
   * @param text the JSON text
   * @param source what to call the text in an error, such as its path
   * @return the summary
   * @throws InvalidInputException if it is not JSON, lacks a key or has a value of another kind
   */
  public static FitSummary read(String text, String source) {
    try {
      return RecordJson.read(RecordJson.MAPPER.readTree(text), FitSummary.class);
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidInputException(source + place + ": not a summary of a fit: " + reason, e);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(source + ": not a summary of a fit: " + e.getMessage(), e);
    }
  }
}
