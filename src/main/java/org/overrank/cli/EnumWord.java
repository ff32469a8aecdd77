package org.overrank.cli;

import java.util.Arrays;
import java.util.List;
import org.overrank.fit.EnumWords;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of a few words, each a constant of an enum: {@code scaled-lbfgs} is {@code SCALED_LBFGS}.
 *
 * @param <E> the enum
 */
abstract class EnumWord<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  EnumWord(Class<E> type) {
    this.type = type;
  }

  /**
   * The word of a constant.
   *
   * @param constant a constant
   * @return its name as users write it
   */
  static String of(Enum<?> constant) {
    return EnumWords.of(constant);
  }

  @Override
  public E convert(String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw new TypeConversionException("'" + word + "' is not one of " + String.join(", ", words()));
  }

  private List<String> words() {
    return Arrays.stream(type.getEnumConstants()).map(EnumWord::of).toList();
  }
}
