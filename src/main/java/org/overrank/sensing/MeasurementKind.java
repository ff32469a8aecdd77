package org.overrank.sensing;

/** What one measurement ⟨A_i, M⟩ sees of the matrix M (theory, section 1). */
public enum MeasurementKind {
  /** One entry, A_i = c e_a e_bᵀ: matrix completion. */
  ENTRIES,
  /** A weighted sum over all entries: A_i is a full matrix. */
  DENSE,
  /** A weighted sum over a few entries. */
  SPARSE,
  /** A bilinear form, A_i = a_i b_iᵀ: also completion with side features. */
  RANK_ONE,
  /** A full matrix of normal numbers that is drawn again in each pass and stored nowhere. */
  SEEDED_GAUSSIAN
}
