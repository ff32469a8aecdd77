package org.overrank.theorem;

/** Points at which the construction is studied. */
public enum PointKind {
  /** Gaussian factors, one pair for each search rank. */
  RANDOM,
  /** Along a run at the first search rank, its end included. */
  RUN,
  /** A bad local minimum in closed form, where the instance has one. */
  TRAP
}
