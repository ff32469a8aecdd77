package org.overrank.fit;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * Where a fit begins, in the words of options.
 *
 * @param kind random, spectral or at a model
 * @param model where the model is, null for the other kinds
 */
public record StartPoint(StartKind kind, @Nullable String model) {
  /** What a model's location is prefixed with. */
  public static final String MODEL_PREFIX = "model:";

  /**
   * Reads {@code gaussian}, {@code spectral}, {@code path} or {@code model:DIR}.
   *
   * @param text what a user wrote
   * @return the start
   * @throws InvalidInputException if it is none of these
   */
  public static StartPoint of(String text) {
    for (StartKind kind : StartKind.values()) {
      if (kind != StartKind.MODEL && EnumWords.of(kind).equals(text)) {
        return new StartPoint(kind, null);
      }
    }
    if (text.startsWith(MODEL_PREFIX) && text.length() > MODEL_PREFIX.length()) {
      return new StartPoint(StartKind.MODEL, text.substring(MODEL_PREFIX.length()));
    }
    throw new InvalidInputException("'" + text + "' is not one of gaussian, spectral, model:DIR");
  }

  @Override
  public String toString() {
    return model == null ? EnumWords.of(kind) : MODEL_PREFIX + model;
  }
}
