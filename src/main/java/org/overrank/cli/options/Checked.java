package org.overrank.cli.options;

import java.util.function.Function;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an option's value, whose parser says what is wrong with it; picocli says where.
 *
 * @param <T> the value
 */
class Checked<T> implements ITypeConverter<T> {
  private final Function<String, T> parser;

  Checked(Function<String, T> parser) {
    this.parser = parser;
  }

  @Override
  public final T convert(String text) {
    try {
      return parser.apply(text);
    } catch (InvalidInputException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
