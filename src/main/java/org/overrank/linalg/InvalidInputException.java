package org.overrank.linalg;

/**
 * Input that cannot be used as it is: a bad argument, option, file or row.
 *
 * <p>The message is one line that a user can act on (what, where, which row); commands print it
 * without a stack trace and exit with code 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one line: what is wrong, where, and which row
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message one line: what is wrong, where, and which row
   * @param cause what the message was learned from
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
