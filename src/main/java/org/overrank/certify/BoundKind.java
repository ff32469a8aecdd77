package org.overrank.certify;

import org.overrank.linalg.EnumWords;

/** What a bound of ‖G‖_op rests on. */
public enum BoundKind {
  /** Proven, rounding errors included. */
  EXACT,
  /** Lanczos with random starts: holds but for a stated probability. */
  LANCZOS;

  /**
   * The kind that a word stands for.
   *
   * @param word as {@link #word} gives it
   * @return the kind
   * @throws org.overrank.linalg.InvalidInputException if there is none
   */
  public static BoundKind ofWord(String word) {
    return EnumWords.parse(BoundKind.class, word);
  }

  /**
   * The word for it in results.
   *
   * @return "exact" or "lanczos"
   */
  public String word() {
    return EnumWords.of(this);
  }
}
