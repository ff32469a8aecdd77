package org.overrank.data.entries;

/** How the cells are drawn that are kept out of a fit. */
public enum HoldoutKind {
  /** Single cells at random, by their indices. */
  CELLS,
  /** Single cells at random, by their ids: a table that has grown holds the same ones out again. */
  IDS,
  /** Runs of consecutive rows of one column at random, as sensors that fail for a while leave. */
  BLOCKS
}
