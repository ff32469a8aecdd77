package org.overrank.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.overrank.linalg.InvalidInputException;

/**
 * Records as JSON objects, the components of nested records among those of the outermost.
 *
 * <p>Doubles are written with as many digits as tell them from their neighbours, so reading gives
 * back the same bits. Unknown keys, as a later version may write, are passed over.
 */
public final class RecordJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecordJson() {}

  /**
   * A record as an object.
   *
   * @param record of numbers, texts, lists of these, and records of the same
   * @return its components in their order
   * @throws IllegalArgumentException if a number is not finite, for which JSON has no word
   */
  public static ObjectNode write(Record record) {
    ObjectNode json = MAPPER.createObjectNode();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = valueOf(record, component);
      if (value instanceof Record part) {
        json.setAll(write(part));
      } else {
        JsonNode node = MAPPER.valueToTree(value);
        requireFinite(component.getName(), node);
        json.set(component.getName(), node);
      }
    }
    return json;
  }

  private static Object valueOf(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.getName(), e);
    }
  }

  private static void requireFinite(String key, JsonNode value) {
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException("summary: " + key + " is " + value.doubleValue());
    }
    value.forEach(element -> requireFinite(key, element));
  }

  /**
   * Reads a record.
   *
   * @param <R> the record
   * @param json an object
   * @param type the record
   * @return the record
   * @throws InvalidInputException if a key is missing, or null where a value must be
   * @throws JsonProcessingException if a value is of another kind
   */
  public static <R extends Record> R read(JsonNode json, Class<R> type)
      throws JsonProcessingException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int k = 0; k < components.length; k++) {
      values[k] = value(json, components[k]);
    }
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new InvalidInputException("not a " + type.getSimpleName(), e);
    }
  }

  @SuppressWarnings("NullAway") // Components of boxed types may be null.
  private static Object value(JsonNode json, RecordComponent component)
      throws JsonProcessingException {
    if (component.getType().isRecord()) {
      return read(json, component.getType().asSubclass(Record.class));
    }
    JsonNode value = json.get(component.getName());
    boolean optional = component.getType() == Double.class;
    if (value == null || (value.isNull() && !optional)) {
      throw new InvalidInputException("it has no \"" + component.getName() + "\"");
    }
    return MAPPER.treeToValue(
        value, MAPPER.getTypeFactory().constructType(component.getGenericType()));
  }
}
