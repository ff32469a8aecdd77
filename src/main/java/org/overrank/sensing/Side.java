package org.overrank.sensing;

/** The two factors of M = U Vᵀ: which one a quantity belongs to. */
public enum Side {
  /** The left factor U, one row per row of M. */
  ROWS,
  /** The right factor V, one row per column of M. */
  COLUMNS;

  /**
   * The other side.
   *
   * @return COLUMNS for ROWS, ROWS for COLUMNS
   */
  public Side other() {
    return this == ROWS ? COLUMNS : ROWS;
  }
}
