package org.overrank.fit;

/** Where a fit begins. */
public enum StartKind {
  /** Independent Gaussian entries, the same for any partitioning. */
  GAUSSIAN,
  /** Along the leading singular pairs of A*(y). */
  SPECTRAL,
  /** At the factors of an earlier model. */
  MODEL,
  /** In a sweep, at the answer for the next larger λ; for the largest as {@link #GAUSSIAN}. */
  PATH
}
