package org.overrank.sensing;

/** How the cells of dense measurements, or the factors that passes over entries read, are kept. */
public enum Storage {
  /** As doubles. */
  DOUBLE,
  /**
   * Rounded to floats, by 6e-8 of each number, in half the memory. For cells that is another
   * problem; factors are rounded for a solver's passes only, so it is the same problem, which the
   * solver sees less sharply.
   */
  FLOAT
}
