package org.overrank.cli;

import org.jspecify.annotations.Nullable;
import org.overrank.fit.StartKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a fit begins.
 *
 * @param kind random, spectral or at a model
 * @param model where the model is, null for the other kinds
 */
record StartPoint(StartKind kind, @Nullable Location model) {
  /** What a model's location is prefixed with. */
  static final String MODEL_PREFIX = "model:";

  /** Reads {@code gaussian}, {@code spectral}, {@code path} or {@code model:DIR}. */
  static final class Converter implements ITypeConverter<StartPoint> {
    @Override
    public StartPoint convert(String given) {
      EnvironmentText marked = new EnvironmentText(given);
      String text = marked.value();
      if (text.equals("gaussian")) {
        return new StartPoint(StartKind.GAUSSIAN, null);
      }
      if (text.equals("spectral")) {
        return new StartPoint(StartKind.SPECTRAL, null);
      }
      if (text.equals("path")) {
        return new StartPoint(StartKind.PATH, null);
      }
      if (text.startsWith(MODEL_PREFIX) && text.length() > MODEL_PREFIX.length()) {
        String shown = marked.shown();
        return new StartPoint(
            StartKind.MODEL,
            new Location(
                text.substring(MODEL_PREFIX.length()),
                shown.startsWith(MODEL_PREFIX) ? shown.substring(MODEL_PREFIX.length()) : shown));
      }
      throw new TypeConversionException(
          "'" + text + "' is not one of gaussian, spectral, model:DIR");
    }
  }

  @Override
  public String toString() {
    return model == null ? EnumWord.of(kind) : MODEL_PREFIX + model;
  }
}
