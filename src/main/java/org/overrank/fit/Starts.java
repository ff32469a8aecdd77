package org.overrank.fit;

import java.util.function.UnaryOperator;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.certify.Escape;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Qr;
import org.overrank.linalg.Svd;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.VariableProjection;
import org.overrank.sensing.Side;

/** Points where a fit can begin; none of them depends on how the measurements are partitioned. */
final class Starts {
  private static final long LEFT = 1;
  private static final long RIGHT = 2;

  /** What columns that a spectral start has no use for are scaled by, against a Gaussian start. */
  private static final double PADDING = 1e-3;

  /** The least singular value of a sketch, against the largest. */
  private static final double LEAST_IN_SKETCH = 1e-3;

  /** Measured: of 0.1, 0.3, 1 and 3 the one with which L-BFGS back-tracks least at first. */
  private static final double SKETCH = 0.3;

  private static final int OVERSAMPLING = 5;

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
   * <p>With entries of variance s², E⟨A_i, UVᵀ⟩² = R s⁴ ‖A_i‖², so s⁴ = ‖y‖²/(R Σ‖A_i‖²).
   *
   * @param searchRank R
   * @return (U, V)
   */
  Factors gaussian(int searchRank) {
    Curvature.Answer curvature = objective.curvature();
    double total = curvature.trace();
    double fourth = total > 0 ? curvature.targetNormSquared() / (searchRank * total) : 0;
    double deviation = fourth > 0 ? Math.sqrt(Math.sqrt(fourth)) : 1;
    ProblemShape shape = objective.data().shape();
    return new Factors(
            GaussianNumbers.matrix(shape.rows(), searchRank, seed, LEFT),
            GaussianNumbers.matrix(shape.cols(), searchRank, seed, RIGHT))
        .times(deviation);
  }

  /**
   * The best step from (0, 0) along the leading singular pairs of A*(y); columns beyond the pairs
   * that lower f are small Gaussian ones. Three passes or more.
   *
   * @param searchRank R
   * @return (U, V)
   */
  Factors spectral(int searchRank) {
    ProblemShape shape = objective.data().shape();
    Factors zero = Factors.zeros(shape.rows(), shape.cols(), 1);
    Factors found;
    try (Assessment atZero = new Certifier(objective, seed).assess(zero)) {
      found = new Escape(objective, seed).widen(atZero, searchRank).columnsFrom(1);
    }
    int missing = searchRank - found.searchRank();
    return missing == 0 ? found : found.appendColumns(gaussian(missing).times(PADDING));
  }

  /**
   * The leading singular vectors of the measured cells on the shorter side, from a random sketch
   * and one power step, for a solver that eliminates the longer factor: of lengths in proportion to
   * √(σ_k/fill), where the fill is the mean diagonal of A*A. Two passes, and the products with
   * A*(y) where it is not on the driver.
   *
   * <p>A direction that the sketch does not see gets a small part of the largest one's size: a
   * column of zeros would never come alive (numerics, "Variable projection").
   *
   * @param searchRank R
   * @return zero on the longer side
   */
  Factors sketch(int searchRank) {
    ProblemShape shape = objective.data().shape();
    Side kept = VariableProjection.eliminated(shape.rows(), shape.cols()).other();
    Factors zero = Factors.zeros(shape.rows(), shape.cols(), searchRank);
    Matrix columns;
    try (Assessment atZero =
        new Certifier(objective, seed).assess(Factors.zeros(shape.rows(), shape.cols(), 1))) {
      LinearOperator g = atZero.adjoint();
      columns =
          kept == Side.COLUMNS
              ? sketch(g::times, g::transposedTimes, shape.rows(), shape.cols(), searchRank)
              : sketch(g::transposedTimes, g::times, shape.cols(), shape.rows(), searchRank);
    }
    return kept == Side.COLUMNS
        ? new Factors(zero.left(), columns)
        : new Factors(columns, zero.right());
  }

  /** From GᵀGQ, Q an orthonormal basis of GᵀΩ: values near σ², vectors near those of G. */
  private Matrix sketch(
      UnaryOperator<Matrix> times,
      UnaryOperator<Matrix> transposed,
      int longer,
      int shorter,
      int searchRank) {
    int width = Math.min(searchRank + OVERSAMPLING, shorter);
    Matrix range = transposed.apply(GaussianNumbers.matrix(longer, width, seed, LEFT));
    Svd found = Svd.of(transposed.apply(times.apply(Qr.of(range).q())));
    Matrix noise = GaussianNumbers.matrix(shorter, searchRank, seed, RIGHT);
    double unit = objective.curvature().trace() / longer / shorter;
    double scale = objective.data().shape().measurements() / 2.0 / unit;
    double largest = Math.sqrt(found.values()[0]);
    if (largest == 0) {
      return noise;
    }
    double least = LEAST_IN_SKETCH * largest;
    int known = Math.min(searchRank, width);
    Matrix columns = found.leftVectors().leadingColumns(known);
    for (int k = 0; k < known; k++) {
      double value = Math.max(Math.sqrt(found.values()[k]), least);
      columns.scaleColumn(k, SKETCH * Math.sqrt(value * scale));
    }
    Matrix rest = noise.columnsFrom(known);
    for (int k = 0; k < rest.cols(); k++) {
      rest.scaleColumn(k, Math.sqrt(least * scale / shorter));
    }
    return columns.appendColumns(rest);
  }
}
