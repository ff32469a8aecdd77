package org.overrank.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What is found of sweeps, as JSON; what is null has no key. */
public final class SweepJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private SweepJson() {}

  /**
   * Writes a record.
   *
   * @param record such as a {@link SweepDigest} or a {@link SweepComparison}
   * @return its JSON, for people too
   */
  public static String write(Record record) {
    return tree(record).toPrettyString();
  }

  /**
   * Reads a record.
   *
   * @param <R> the record
   * @param json what {@link #write} wrote
   * @param type the record
   * @return the record
   * @throws JsonProcessingException if it is none
   */
  public static <R extends Record> R read(String json, Class<R> type)
      throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
