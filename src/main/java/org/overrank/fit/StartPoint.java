package org.overrank.fit;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;

/**
 * Where a fit begins, in the words of options.
 *
 * @param kind random, spectral or at a model
 * @param model where the model is, null for the other kinds
 * @param shown the same, prefix included, as results and messages may say it
 */
public record StartPoint(StartKind kind, @Nullable String model, String shown) {
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
        return new StartPoint(kind, null, text);
      }
    }
    if (text.startsWith(MODEL_PREFIX) && text.length() > MODEL_PREFIX.length()) {
      return new StartPoint(StartKind.MODEL, text.substring(MODEL_PREFIX.length()), text);
    }
    throw new InvalidInputException("'" + text + "' is not one of gaussian, spectral, model:DIR");
  }

  /**
   * The same, shown otherwise.
   *
   * @param words what results and messages may say
   * @return the start
   */
  public StartPoint shownAs(String words) {
    return new StartPoint(kind, model, words);
  }

  @Override
  public String toString() {
    return shown;
  }
}
