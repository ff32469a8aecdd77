package org.overrank.fit;

/** Whose turn it is in a fit that several solvers share. */
public enum Leg {
  /** Proximal gradients on the matrix itself. */
  TWIN,
  /** The solver that was asked for. */
  NAMED,
  /** Newton's method, from where the others stall. */
  POLISH
}
