package org.overrank.optim;

import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Pieces;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;
import org.overrank.objective.RegularizedObjective;

/**
 * An approximate inverse Hessian at one point: diagonal once the factors' columns are rotated to
 * the eigenvectors of VᵀV and UᵀU.
 *
 * <p>With VᵀV = Q diag(ω) Qᵀ, the block of ∇²f for row a of U is close to (2/N)ρ_a Q diag(ω) Qᵀ +
 * 2λI, where ρ_a is the row's mean diagonal of A*A; so P⁻¹g_U = (g_U Q) ⊘ ((2/N) ρ ⊗ ω + δ) Qᵀ with
 * δ = 2λ + σ̂, and alike for V. σ̂ estimates ‖G‖_op from the gradient, max_k ‖(GVQ)_k‖/√ω_k;
 * without it over-parameterized runs back-track for hundreds of passes (numerics, "Everything
 * else").
 */
final class RotatedDiagonal {
  private static final double DEAD_COLUMN = 1e-14;

  /** Rows that a thread takes at a time. */
  private static final int ROWS = 256;

  private final double[] rowScale;
  private final double[] colScale;
  private final SymmetricEigen leftGram;
  private final SymmetricEigen rightGram;
  private final double shift;
  private final Gauge gauge;

  /**
   * The preconditioner at a point.
   *
   * @param rowScale (2/N) ρ_a for every row a of U
   * @param colScale (2/N) ϱ_b for every row b of V
   * @param problem f, which has λ and says where directions lie
   * @param point (U, V)
   * @param gradient ∇f at the point
   */
  RotatedDiagonal(
      double[] rowScale,
      double[] colScale,
      RegularizedObjective problem,
      Factors point,
      Factors gradient) {
    double lambda = problem.lambda();
    this.gauge = problem.gauge();
    this.rowScale = rowScale;
    this.colScale = colScale;
    this.leftGram = SymmetricEigen.of(Gram.xtx(point.left()));
    this.rightGram = SymmetricEigen.of(Gram.xtx(point.right()));
    Factors dataGradient = gradient.plus(-2 * lambda, point);
    double norm =
        Math.max(
            largestQuotient(dataGradient.left(), rightGram),
            largestQuotient(dataGradient.right(), leftGram));
    this.shift = 2 * lambda + norm;
  }

  /**
   * Applies the inverse.
   *
   * @param g a gradient, not modified
   * @return P⁻¹ g
   */
  Factors apply(Factors g) {
    return gauge.project(
        new Factors(apply(g.left(), rowScale, rightGram), apply(g.right(), colScale, leftGram)));
  }

  private Matrix apply(Matrix g, double[] scale, SymmetricEigen eigen) {
    Matrix rotated = Multiply.ab(g, eigen.vectors());
    double[] data = rotated.data();
    double[] omega = eigen.values();
    int width = g.cols();
    Pieces.forEach(
        g.rows(),
        ROWS,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            for (int k = 0; k < width; k++) {
              data[row * width + k] /= scale[row] * Math.max(0, omega[k]) + shift;
            }
          }
        });
    return Multiply.abt(rotated, eigen.vectors());
  }

  /** max_k ‖(X Q)_k‖ / √ω_k over the columns that are alive. */
  private static double largestQuotient(Matrix x, SymmetricEigen eigen) {
    Matrix rotated = Multiply.ab(x, eigen.vectors());
    double[] omega = eigen.values();
    double top = omega[omega.length - 1];
    double[] normsSquared = rotated.columnNormsSquared();
    double largest = 0;
    for (int k = 0; k < omega.length; k++) {
      if (omega[k] > DEAD_COLUMN * top) {
        largest = Math.max(largest, normsSquared[k] / omega[k]);
      }
    }
    return Math.sqrt(largest);
  }
}
