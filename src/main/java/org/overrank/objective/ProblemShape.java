package org.overrank.objective;

/**
 * The size of a problem.
 *
 * @param rows d1
 * @param cols d2
 * @param measurements N
 */
public record ProblemShape(int rows, int cols, long measurements) {
  /** Checks that there is something to fit. */
  public ProblemShape {
    if (rows < 1 || cols < 1 || measurements < 1) {
      throw new IllegalArgumentException(
          "empty problem: " + rows + " x " + cols + " with " + measurements + " measurements");
    }
  }
}
