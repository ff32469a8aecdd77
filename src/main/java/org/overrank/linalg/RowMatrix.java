package org.overrank.linalg;

/** A dense matrix stored by rows, as doubles or as floats. */
public sealed interface RowMatrix permits Matrix, FloatMatrix {
  /**
   * The number of rows.
   *
   * @return rows
   */
  int rows();

  /**
   * The number of columns.
   *
   * @return columns
   */
  int cols();

  /**
   * The same numbers as doubles.
   *
   * @return this matrix if it holds doubles, else a new one
   */
  Matrix asDoubles();
}
