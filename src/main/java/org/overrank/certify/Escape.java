package org.overrank.certify;

import org.overrank.linalg.BlockKrylov;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Columns that lower f where ‖G‖_op &gt; 2λ: along the leading singular pairs (σ_j, a_j, b_j) of G,
 * −√t_j a_j and √t_j b_j, with t_j in proportion to σ_j − 2λ and one exact step for all (theory,
 * section 3, "Escape").
 */
public final class Escape {
  private static final int KRYLOV_ITERATIONS = 4;
  private static final long STREAM = 7;

  /** Pairs this little above 2λ are rounding. */
  private static final double MARGIN = 1e-9;

  private final RegularizedObjective objective;
  private final long seed;

  /**
   * Escapes for one problem.
   *
   * @param objective f; a step costs one pass
   * @param seed seed of the search for the leading pairs
   */
  public Escape(RegularizedObjective objective, long seed) {
    this.objective = objective;
    this.seed = seed;
  }

  /**
   * The point with more columns and a lower f.
   *
   * @param assessment the point
   * @param most how many columns to add at most
   * @return the wider point; the point itself if no pair of G promises a decrease
   */
  public Factors widen(Assessment assessment, int most) {
    Factors point = assessment.point();
    Factors columns = columns(assessment, most);
    int more = columns.searchRank();
    if (more == 0) {
      return point;
    }
    Factors padded = point.appendColumns(Factors.zeros(point.rows(), point.cols(), more));
    Factors direction =
        Factors.zeros(point.rows(), point.cols(), point.searchRank()).appendColumns(columns);
    double step = objective.along(padded, direction).minimizer();
    return step > 0 ? padded.plus(step, direction) : point;
  }

  private Factors columns(Assessment assessment, int most) {
    Svd pairs =
        BlockKrylov.leadingTriplets(assessment.adjoint(), most, KRYLOV_ITERATIONS, seed, STREAM);
    objective.countPasses(assessment.productsArePasses() ? 2L * KRYLOV_ITERATIONS + 1 : 0);
    double threshold = 2 * objective.lambda();
    int useful = 0;
    while (useful < pairs.values().length && pairs.values()[useful] > threshold * (1 + MARGIN)) {
      useful++;
    }
    Matrix left = pairs.leftVectors().leadingColumns(useful);
    Matrix right = pairs.rightVectors().leadingColumns(useful);
    for (int k = 0; k < useful; k++) {
      double weight = Math.sqrt(pairs.values()[k] - threshold);
      scaleColumn(left, k, -weight);
      scaleColumn(right, k, weight);
    }
    return new Factors(left, right);
  }

  private static void scaleColumn(Matrix x, int column, double factor) {
    for (int i = 0; i < x.rows(); i++) {
      x.set(i, column, factor * x.get(i, column));
    }
  }
}
