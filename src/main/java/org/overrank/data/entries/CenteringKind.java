package org.overrank.data.entries;

/** What is subtracted from the values before the fit. */
public enum CenteringKind {
  /** Nothing. */
  NONE,
  /** The weighted mean of the training entries. */
  MEAN,
  /** The mean, and a bias for each row and each column. */
  BIASES
}
