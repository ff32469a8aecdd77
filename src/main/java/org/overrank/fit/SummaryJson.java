package org.overrank.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import org.overrank.linalg.InvalidInputException;

/**
 * A {@link FitSummary} as JSON: one object, its keys the record's components in their order.
 *
 * <p>Doubles are written with as many digits as tell them from their neighbours, so reading gives
 * back the same bits.
 */
public final class SummaryJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();
  private static final ObjectReader READER = MAPPER.readerFor(FitSummary.class);

  private SummaryJson() {}

  /**
   * Writes a summary, one key a line.
   *
   * @param summary what a fit found
   * @return the JSON text, ending in a newline
   * @throws IllegalArgumentException if a number is not finite, for which JSON has no word
   */
  public static String write(FitSummary summary) {
    JsonNode json = MAPPER.valueToTree(summary);
    json.properties().forEach(entry -> requireFinite(entry.getKey(), entry.getValue()));
    try {
      return WRITER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("summary as JSON", e);
    }
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
      JsonNode json = MAPPER.readTree(text);
      for (RecordComponent component : FitSummary.class.getRecordComponents()) {
        requirePresent(json, component, source);
      }
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidInputException(source + place + ": not a summary of a fit: " + reason, e);
    } catch (IOException e) {
      throw new InvalidInputException(source + ": not a summary of a fit", e);
    }
  }

  private static void requireFinite(String key, JsonNode value) {
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException("summary: " + key + " is " + value.doubleValue());
    }
    value.forEach(element -> requireFinite(key, element));
  }

  /** Only a component of the boxed type may be null: the hold-out error, where nothing was. */
  private static void requirePresent(JsonNode json, RecordComponent component, String source) {
    JsonNode value = json.get(component.getName());
    boolean optional = component.getType() == Double.class;
    if (value == null || (value.isNull() && !optional)) {
      throw new InvalidInputException(
          source + ": not a summary of a fit: it has no \"" + component.getName() + "\"");
    }
  }
}
