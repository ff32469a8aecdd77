package org.overrank.data.entries;

/** How the cells are drawn that are kept out of a fit. */
public enum HoldoutKind {
  /** Single cells at random, by their indices. */
  CELLS,
  /** Single cells at random, by their ids: a table that has grown holds the same ones out again. */
  IDS,
  /** Runs of consecutive rows of one column at random, as sensors that fail for a while leave. */
  BLOCKS,
  /** All cells with the same value in another column of the table, such values at random. */
  GROUPS,
  /** The cells with the largest values, numbers or times, in another column of the table. */
  LATEST,
  /** Of each row its share of cells at random, rounded down, so that a row keeps some. */
  PER_ROW,
  /** Of each row that has several cells the one with the largest value in another column. */
  LAST,
  /** Rows whole, at random: strong generalization, to rows that the fit has never seen. */
  ROWS,
  /** The cells of a table of their own. */
  TABLE
}
