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
   * The word for it in results.
   *
   * @return "exact" or "lanczos"
   */
  public String word() {
    return word;
  }
}
