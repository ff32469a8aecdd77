package org.overrank.data.measurements;

/** A row of a table that holds no usable measurement; what is wrong is the message. */
public final class UnusableRow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A row that is no measurement.
   *
   * @param problem what is wrong with it
   */
  public UnusableRow(String problem) {
    super(problem, null, false, false);
  }
}
