package org.overrank.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of at least 1 that may be large. */
final class CountNumber implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    long value;
    try {
      value = Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
    if (value < 1) {
      throw new TypeConversionException("must be at least 1, not " + text);
    }
    return value;
  }
}
