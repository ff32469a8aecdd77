package org.overrank.fit;

/** Where a fit begins. */
public enum StartKind {
  /** Independent Gaussian entries, the same for any partitioning. */
  GAUSSIAN,
  /** Along the leading singular pairs of A*(y). */
  SPECTRAL,
  /** At the factors of an earlier model. */
  MODEL
}
