package org.overrank.cli.options;

import org.overrank.linalg.EnumWords;

/**
 * One of a few words, each a constant of an enum: {@code scaled-lbfgs} is {@code SCALED_LBFGS}.
 *
 * @param <E> the enum
 */
abstract class EnumWord<E extends Enum<E>> extends Checked<E> {
  EnumWord(Class<E> type) {
    super(text -> EnumWords.parse(type, text));
  }
}
