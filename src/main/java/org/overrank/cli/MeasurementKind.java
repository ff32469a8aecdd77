package org.overrank.cli;

/** What one measurement ⟨A_i, M⟩ sees of the matrix. */
enum MeasurementKind {
  /** One entry: matrix completion. */
  ENTRIES,
  /** A weighted sum over all entries. */
  DENSE,
  /** A weighted sum over a few entries. */
  SPARSE,
  /** aᵀMb. */
  RANK_ONE
}
