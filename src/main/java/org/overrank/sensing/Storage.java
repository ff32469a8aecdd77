package org.overrank.sensing;

/** How the cells of dense measurements are kept in memory. */
public enum Storage {
  /** As doubles, as read. */
  DOUBLE,
  /** Rounded to floats, which is another problem by 6e-8 of each cell, in half the memory. */
  FLOAT
}
