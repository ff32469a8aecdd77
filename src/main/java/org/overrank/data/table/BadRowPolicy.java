package org.overrank.data.table;

/** What to do with a row that holds no usable entry. */
public enum BadRowPolicy {
  /** Stop with a message that names the first such row. */
  FAIL,
  /** Leave it out and count it. */
  DROP
}
