package org.overrank.fit;

/** When a run adds columns to the search rank it was given. */
public enum EscapeRule {
  /** Where it is stuck at a point that is not certified. */
  AUTO,
  /** Not at all. */
  NEVER
}
