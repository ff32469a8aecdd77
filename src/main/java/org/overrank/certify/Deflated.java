package org.overrank.certify;

import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;

/**
 * (I − PPᵀ) G (I − QQᵀ): what a gradient sees besides the directions that are in use.
 *
 * <p>At a stationary point G maps span(V) to span(U), with all singular values 2λ there. Without
 * them, what lies above 2λ stands out.
 *
 * @param g G, m × n
 * @param left P, m × r, orthonormal columns
 * @param right Q, n × r, orthonormal columns
 */
record Deflated(LinearOperator g, Matrix left, Matrix right) implements LinearOperator {
  @Override
  public int rows() {
    return g.rows();
  }

  @Override
  public int cols() {
    return g.cols();
  }

  @Override
  public Matrix times(Matrix x) {
    return without(left, g.times(without(right, x)));
  }

  @Override
  public Matrix transposedTimes(Matrix y) {
    return without(right, g.transposedTimes(without(left, y)));
  }

  private static Matrix without(Matrix basis, Matrix x) {
    Matrix inside = Multiply.ab(basis, Multiply.atb(basis, x));
    Matrix rest = x.copy();
    for (int i = 0; i < rest.data().length; i++) {
      rest.data()[i] -= inside.data()[i];
    }
    return rest;
  }
}
