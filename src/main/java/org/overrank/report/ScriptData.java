package org.overrank.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON that is safe within a script element of a page. */
final class ScriptData {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ScriptData() {}

  /**
   * Writes a tree.
   *
   * @param tree any
   * @return its JSON, in ASCII, without any &lt;
   */
  static String json(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plot data", e);
    }
  }
}
