package org.overrank.sensing;

/** How the cells of dense measurements are kept. */
public enum Storage {
  /** As doubles. */
  DOUBLE,
  /** Rounded to floats, by 6e-8 of each cell, in half the memory: then the problem is another. */
  FLOAT
}
