package org.overrank.linalg;

/** A real m × n matrix known by its products with blocks of vectors. */
public interface LinearOperator {
  /**
   * The number of rows m.
   *
   * @return rows
   */
  int rows();

  /**
   * The number of columns n.
   *
   * @return columns
   */
  int cols();

  /**
   * The product with a block of vectors.
   *
   * @param x n × k, not modified
   * @return a new m × k matrix, this · x
   */
  Matrix times(Matrix x);

  /**
   * The transposed product with a block of vectors.
   *
   * @param y m × k, not modified
   * @return a new n × k matrix, thisᵀ · y
   */
  Matrix transposedTimes(Matrix y);

  /**
   * The product of the Gram matrix with a block of vectors.
   *
   * @param x n × k, not modified
   * @return a new n × k matrix, thisᵀ · this · x
   */
  default Matrix gramTimes(Matrix x) {
    return transposedTimes(times(x));
  }
}
