package org.overrank.certify;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.ProductSvd;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.RegularizedObjective.Projected;

/**
 * What is known of U(V) without U: with UᵀU = ZΥZᵀ it is U = W·T, T = Υ^½Zᵀ and W with orthonormal
 * columns that nobody needs. UVᵀ has the singular values and right vectors of TVᵀ, and left vectors
 * P = W·P̃.
 */
final class ImpliedFactor {
  /** Against the largest eigenvalue of UᵀU: what is smaller is rounding. */
  private static final double ROUNDING = 1e-15;

  private final Matrix right;
  private final Matrix root;
  private final Matrix inverseRoot;
  private final Matrix gradient;

  /**
   * From an evaluation.
   *
   * @param at of φ at V
   * @param gram UᵀU
   * @param lambda λ
   */
  ImpliedFactor(Projected at, Matrix gram, double lambda) {
    this.right = at.point().right();
    int width = gram.cols();
    SymmetricEigen eigen = SymmetricEigen.of(gram);
    double[] values = eigen.values();
    double least = ROUNDING * Math.max(0, values[width - 1]);
    this.root = eigen.vectors().transpose();
    this.inverseRoot = eigen.vectors().copy();
    for (int k = 0; k < width; k++) {
      double length = values[k] > least ? Math.sqrt(values[k]) : 0;
      for (int i = 0; i < width; i++) {
        root.set(k, i, length * root.get(k, i));
      }
      inverseRoot.scaleColumn(k, length > 0 ? 1 / length : 0);
    }
    this.gradient = at.gradient().copy();
    double[] data = gradient.data();
    for (int i = 0; i < data.length; i++) {
      data[i] -= 2 * lambda * right.data()[i];
    }
  }

  /** UVᵀ, its left vectors P̃ in the coordinates of W. */
  ProductSvd product() {
    return ProductSvd.of(root, right);
  }

  /** GᵀP, from GᵀU = ∇φ − 2λV. */
  Matrix adjointTimes(Matrix leftVectors) {
    return Multiply.ab(gradient, Multiply.ab(inverseRoot, leftVectors));
  }
}
