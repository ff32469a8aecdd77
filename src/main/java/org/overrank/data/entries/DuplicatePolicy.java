package org.overrank.data.entries;

/** What to do with rows of the input that measure the same cell. */
public enum DuplicatePolicy {
  /** Stop with a message that names the cell and two of its rows. */
  ERROR,
  /** One measurement: the weighted mean of the values, with the mean of the weights. */
  MEAN,
  /** The last one in the order of the files' paths and of the rows in a file. */
  LAST,
  /** Every one is a measurement of its own. */
  KEEP
}
