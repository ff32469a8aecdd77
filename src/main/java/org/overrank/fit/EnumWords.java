package org.overrank.fit;

import java.util.Locale;

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
}
