package org.overrank.certify;

import org.overrank.linalg.BlockKrylov;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.SquareGauge;

/**
 * Columns that lower f on symmetric matrices: along eigenvectors of G, as far as the dual norm sees
 * them, each as long as √(|e| − 2λ) (theory, section 10). They are the proximal step from −G; of a
 * large G, within a Krylov space.
 */
final class EigenEscape {
  /** Of an order up to this all eigenvectors are found. */
  private static final int DECOMPOSED = 1000;

  private static final int ITERATIONS = 16;
  private static final long STREAM = 8;

  /** Eigenvalues this little beyond 2λ are rounding. */
  private static final double MARGIN = 1e-9;

  private final RegularizedObjective objective;
  private final SquareGauge gauge;
  private final long seed;

  /**
   * Escapes for one problem.
   *
   * @param objective f; passes are counted there
   * @param gauge its own
   * @param seed seed of the search
   */
  EigenEscape(RegularizedObjective objective, SquareGauge gauge, long seed) {
    this.objective = objective;
    this.gauge = gauge;
    this.seed = seed;
  }

  /**
   * The columns.
   *
   * @param assessment a point
   * @param most how many at most, but those that belong together
   * @param threshold 2λ
   * @return columns of the structure; zero ones if none leads down
   */
  Factors columns(Assessment assessment, int most, double threshold) {
    LinearOperator g = assessment.adjoint();
    Factors all =
        g instanceof DenseOperator dense && g.rows() <= DECOMPOSED
            ? gauge.proximal(negative(dense.toDense()), threshold * (1 + MARGIN)).factors()
            : within(assessment, g, most, threshold * (1 + MARGIN));
    int together = gauge.columnsTogether();
    int wanted = Math.max(1, most / together) * together;
    return all.searchRank() <= wanted ? all : all.leadingColumns(wanted);
  }

  /** Eigenvalues far below are the largest of cI − G. */
  private Factors within(Assessment assessment, LinearOperator g, int most, double threshold) {
    double shift = gauge.isCone() ? assessment.spectralNorm() : 0;
    LinearOperator seen = gauge.isCone() ? new ConeNorm.Shifted(g, shift) : g;
    Matrix basis = BlockKrylov.leadingTriplets(seen, most, ITERATIONS, seed, STREAM).rightVectors();
    long products = (2L * ITERATIONS + 2) * gauge.productsOfOne();
    objective.countPasses(assessment.productsArePasses() ? products : 0);
    Matrix core = Multiply.atb(basis, g.times(basis));
    return gauge.proximalWithin(basis, negative(core), threshold).factors();
  }

  private static Matrix negative(Matrix a) {
    Matrix result = a.copy();
    for (int i = 0; i < result.data().length; i++) {
      result.data()[i] = -result.data()[i];
    }
    return result;
  }
}
