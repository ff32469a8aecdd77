package org.overrank.fit;

/** Whether a fit whose λ was chosen on a hold-out has the measurements held out added. */
public enum RefitRule {
  /** The answer is of all measurements. */
  ALWAYS,

  /** The answer is of those that were not held out. */
  NEVER
}
