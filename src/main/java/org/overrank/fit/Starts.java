package org.overrank.fit;

import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;

/** Points where a fit can begin; none of them depends on how the measurements are partitioned. */
final class Starts {
  private static final long LEFT = 1;
  private static final long RIGHT = 2;

  private Starts() {}

  /**
   * Independent Gaussian entries, of such a variance that the predictions of the random matrix are
   * about as large as the targets.
   *
   * <p>With entries of variance s², E⟨A_i, UVᵀ⟩² = R s⁴ ‖A_i‖², so s⁴ = ‖y‖²/(R Σ‖A_i‖²).
   *
   * @param shape the size of the problem
   * @param curvature ‖y‖² and Σ‖A_i‖² by rows
   * @param searchRank R
   * @param seed seed
   * @return (U, V)
   */
  static Factors gaussian(
      ProblemShape shape, Curvature.Answer curvature, int searchRank, long seed) {
    double total = 0;
    for (double sum : curvature.rowSums()) {
      total += sum;
    }
    double fourth = total > 0 ? curvature.targetNormSquared() / (searchRank * total) : 0;
    double deviation = fourth > 0 ? Math.sqrt(Math.sqrt(fourth)) : 1;
    return new Factors(
            GaussianNumbers.matrix(shape.rows(), searchRank, seed, LEFT),
            GaussianNumbers.matrix(shape.cols(), searchRank, seed, RIGHT))
        .times(deviation);
  }
}
