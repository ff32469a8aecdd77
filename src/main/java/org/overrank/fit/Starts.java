package org.overrank.fit;

import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.certify.Escape;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;

/** Points where a fit can begin; none of them depends on how the measurements are partitioned. */
final class Starts {
  private static final long LEFT = 1;
  private static final long RIGHT = 2;

  /** What columns that a spectral start has no use for are scaled by, against a Gaussian start. */
  private static final double PADDING = 1e-3;

  private final RegularizedObjective objective;
  private final long seed;

  Starts(RegularizedObjective objective, long seed) {
    this.objective = objective;
    this.seed = seed;
  }

  /**
   * Independent Gaussian entries, of such a variance that the predictions of the random matrix are
   * about as large as the targets; one pass.
   *
   * <p>With entries of variance s², E⟨A_i, UVᵀ⟩² = R s⁴ ‖A_i‖², so s⁴ = ‖y‖²/(R Σ‖A_i‖²). Where
   * cells without an entry are measured as zeros, what predicts the entries is shrunk by about the
   * share that they have in Σ‖A_i‖², and s by its root.
   *
   * @param searchRank R
   * @param inPlace whether V is all that is wanted
   * @return (U, V), or V alone
   */
  Factors gaussian(int searchRank, boolean inPlace) {
    Curvature.Answer curvature = objective.curvature();
    double total = curvature.givenTrace();
    double fourth = total > 0 ? curvature.targetNormSquared() / (searchRank * total) : 0;
    double ofGiven = fourth > 0 ? Math.sqrt(Math.sqrt(fourth)) : 1;
    double shrunk = curvature.givenTrace() / curvature.trace();
    double deviation = shrunk < 1 ? ofGiven * Math.sqrt(shrunk) : ofGiven;
    ProblemShape shape = objective.data().shape();
    int rows = inPlace ? 0 : shape.rows();
    Factors random =
        new Factors(
            GaussianNumbers.matrix(rows, searchRank, seed, LEFT),
            GaussianNumbers.matrix(shape.cols(), searchRank, seed, RIGHT));
    return objective.gauge().project(random).times(deviation);
  }

  /**
   * The best step from (0, 0) along the leading singular pairs of A*(y); columns beyond the pairs
   * that lower f are small Gaussian ones. Three passes or more.
   *
   * @param searchRank R
   * @param inPlace whether V is all that is wanted
   * @return (U, V), or V alone
   */
  Factors spectral(int searchRank, boolean inPlace) {
    ProblemShape shape = objective.data().shape();
    int first = objective.gauge().columnsTogether();
    Factors zero =
        objective.gauge().project(Factors.zeros(inPlace ? 0 : shape.rows(), shape.cols(), first));
    Factors found;
    try (Assessment atZero = new Certifier(objective, seed).assess(zero)) {
      found = new Escape(objective, seed).widen(atZero, searchRank).columnsFrom(first);
    }
    int missing = searchRank - found.searchRank();
    return missing == 0 ? found : found.appendColumns(gaussian(missing, inPlace).times(PADDING));
  }
}
