package org.overrank.optim;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;

/** The inverse of a Hessian's diagonal in a rotated basis: (X Q) ⊘ D Qᵀ. */
final class ProjectedDiagonal {
  private ProjectedDiagonal() {}

  /**
   * Applies it.
   *
   * @param x d2 × R, not modified
   * @param rotation Q, R × R, orthogonal, not modified
   * @param diagonal D, d2 × R, positive, not modified
   * @return a new d2 × R matrix
   */
  static Matrix apply(Matrix x, Matrix rotation, Matrix diagonal) {
    Matrix rotated = Multiply.ab(x, rotation);
    double[] data = rotated.data();
    for (int i = 0; i < data.length; i++) {
      data[i] /= diagonal.data()[i];
    }
    return Multiply.abt(rotated, rotation);
  }
}
