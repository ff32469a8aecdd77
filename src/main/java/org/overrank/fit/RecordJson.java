package org.overrank.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.overrank.linalg.InvalidInputException;

/**
 * Records as JSON objects, the components of nested records among those of the outermost.
 *
 * <p>Doubles are written with as many digits as tell them from their neighbours, so reading gives
 * back the same bits. Unknown keys, as a later version may write, are passed over. What is optional
 * has no key where it is empty.
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
      if (value instanceof Optional<?> optional) {
        value = optional.orElse(null);
        if (value == null) {
          continue;
        }
      }
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

  private static Object value(JsonNode json, RecordComponent component)
      throws JsonProcessingException {
    String key = component.getName();
    if (component.getGenericType() instanceof ParameterizedType type
        && type.getRawType() == Optional.class) {
      Type content = type.getActualTypeArguments()[0];
      return hasAny(json, key, content) ? Optional.of(value(json, key, content)) : Optional.empty();
    }
    return value(json, key, component.getGenericType());
  }

  private static boolean hasAny(JsonNode json, String key, Type type) {
    if (type instanceof Class<?> content && content.isRecord()) {
      return Arrays.stream(content.getRecordComponents())
          .anyMatch(part -> json.has(part.getName()));
    }
    return json.hasNonNull(key);
  }

  @SuppressWarnings("NullAway") // Components of boxed types may be null.
  private static Object value(JsonNode json, String key, Type type) throws JsonProcessingException {
    if (type instanceof Class<?> part && part.isRecord()) {
      return read(json, part.asSubclass(Record.class));
    }
    JsonNode value = json.get(key);
    boolean nullable = type == Double.class;
    if (value == null || (value.isNull() && !nullable)) {
      throw new InvalidInputException("it has no \"" + key + "\"");
    }
    return MAPPER.treeToValue(value, MAPPER.getTypeFactory().constructType(type));
  }
}
