package org.overrank.certify;

import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;

/**
 * GᵀG, which takes vectors as long as a row of G and nothing as long as a column.
 *
 * @param g G, m × n
 */
record GramOperator(LinearOperator g) implements LinearOperator {
  @Override
  public int rows() {
    return g.cols();
  }

  @Override
  public int cols() {
    return g.cols();
  }

  @Override
  public Matrix times(Matrix x) {
    return g.gramTimes(x);
  }

  @Override
  public Matrix transposedTimes(Matrix y) {
    return g.gramTimes(y);
  }
}
