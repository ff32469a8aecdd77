package org.overrank.run;

import org.overrank.spark.table.SparkErrors;

/** A result that could not be put in its place: says why, and where it is instead. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure to write.
   *
   * @param what where to
   * @param cause why not
   * @param instead what became of the result
   */
  public OutputException(Object what, Throwable cause, String instead) {
    super("cannot write " + what + ": " + reason(cause) + "; " + instead, cause);
  }

  /** Of failures in Spark's tasks the root tells; those in words only hold it in the middle. */
  private static String reason(Throwable thrown) {
    if (Shortage.isOfDisk(thrown)) {
      return Shortage.NO_SPACE;
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return SparkErrors.line(root);
  }
}
