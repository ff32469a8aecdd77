package org.overrank.data.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.overrank.linalg.InvalidInputException;

/**
 * What the page of a fit shows of its data: {@code picture.json}.
 *
 * @param predictions predictions beside what was measured
 * @param map the matrix in tiles
 */
public record Picture(Predictions predictions, HeatMap map) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * The picture as a tree of JSON.
   *
   * @return an object
   */
  public JsonNode tree() {
    return MAPPER.valueToTree(this);
  }

  /**
   * The picture as a file.
   *
   * @return JSON, one line
   */
  public String json() {
    return tree() + "\n";
  }

  /**
   * Reads a file.
   *
   * @param text from {@link #json}
   * @param source what to call it in an error
   * @return the picture
   * @throws InvalidInputException if it is none
   */
  public static Picture read(String text, String source) {
    try {
      Picture picture = MAPPER.readValue(text, Picture.class);
      if (picture == null || picture.predictions == null || picture.map == null) {
        throw new InvalidInputException(source + ": not a picture of a fit's data");
      }
      return picture;
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidInputException(source + ": not a picture of a fit's data: " + reason, e);
    }
  }
}
