package org.overrank.certify;

/** What a bound of ‖G‖_op rests on. */
public enum BoundKind {
  /** Proven, rounding errors included. */
  EXACT("exact"),
  /** Lanczos with random starts: holds but for a stated probability. */
  LANCZOS("lanczos");

  private final String word;

  BoundKind(String word) {
    this.word = word;
  }

  /**
   * The kind that a word stands for.
   *
   * @param word as {@link #word} gives it
   * @return the kind
   * @throws IllegalArgumentException if there is none
   */
  public static BoundKind ofWord(String word) {
    for (BoundKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of bound is called " + word);
  }

  /**
   * The word for it in results.
   *
   * @return "exact" or "lanczos"
   */
  public String word() {
    return word;
  }
}
