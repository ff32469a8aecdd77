package org.overrank.data.measurements;

import java.io.Serializable;

/**
 * The shape of the matrix that is measured, as far as it is known.
 *
 * @param rows d1, −1 if not known
 * @param cols d2, −1 if not known
 */
public record MatrixSize(int rows, int cols) implements Serializable {
  public boolean isKnown() {
    return rows > 0 && cols > 0;
  }

  /** The larger of both on each side. */
  public MatrixSize max(MatrixSize other) {
    return new MatrixSize(Math.max(rows, other.rows), Math.max(cols, other.cols));
  }
}
