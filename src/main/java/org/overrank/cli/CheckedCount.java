package org.overrank.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of at least 1. */
final class CheckedCount implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    int count;
    try {
      count = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number up to 2147483647");
    }
    if (count < 1) {
      throw new TypeConversionException("must be at least 1, not " + text);
    }
    return count;
  }
}
