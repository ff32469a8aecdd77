package org.overrank.spark.measurements;

/** A row of a table that holds no usable measurement; what is wrong is the message. */
final class UnusableRow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableRow(String problem) {
    super(problem, null, false, false);
  }
}
