package org.overrank.linalg;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants of enums as users write them: {@code SCALED_LBFGS} is {@code scaled-lbfgs}. */
public final class EnumWords {
  private EnumWords() {}

  /**
   * The word of a constant.
   *
   * @param constant a constant
   * @return its name as users write it
   */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant that a word stands for.
   *
   * @param <E> the enum
   * @param type the enum
   * @param word what a user wrote
   * @return the constant
   * @throws InvalidInputException naming the words that there are
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw new InvalidInputException("'" + word + "' is not one of " + list(type));
  }

  /**
   * All words of an enum.
   *
   * @param type the enum
   * @return with commas between them
   */
  public static String list(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(EnumWords::of)
        .collect(Collectors.joining(", "));
  }
}
