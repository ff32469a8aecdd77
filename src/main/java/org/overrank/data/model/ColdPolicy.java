package org.overrank.data.model;

/** What is predicted for a cell whose row or column the model has never seen. */
public enum ColdPolicy {
  /** The mean, with the bias of whichever id is known. */
  MEAN,
  /** Not a number. */
  NAN,
  /** Nothing: the row is left out. */
  DROP
}
