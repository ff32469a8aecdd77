package org.overrank.certify;

import org.overrank.linalg.BlockKrylov;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Columns that lower f where ‖G‖_op &gt; 2λ: along the leading singular pairs (σ_j, a_j, b_j) of G,
 * −√t_j a_j and √t_j b_j, with t_j in proportion to σ_j − 2λ and one exact step for all (theory,
 * section 3, "Escape").
 *
 * <p>Near an optimum the singular values of G cluster at 2λ, the directions in use among them.
 * Those are taken out ({@link Deflated}), and the Krylov space grows until it sees what the
 * certificate sees: as long as ν &gt; 1 there is something to be found.
 */
public final class Escape {
  private static final int KRYLOV_ITERATIONS = 4;

  /** Spaces of twice as many iterations are tried up to here. */
  private static final int MOST_ITERATIONS = 64;

  private static final long STREAM = 7;

  /** Pairs this little above 2λ are rounding. */
  private static final double MARGIN = 1e-9;

  /** What share of ν − 1 the best pair must have, for the search to be good enough. */
  private static final double SEEN = 0.5;

  /** Directions of UVᵀ below this share of the largest are not in use. */
  private static final double IN_USE = 1e-6;

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
    double threshold = 2 * objective.lambda();
    Svd pairs = pairs(assessment, most, threshold);
    int useful = 0;
    while (useful < pairs.values().length && pairs.values()[useful] > threshold * (1 + MARGIN)) {
      useful++;
    }
    Matrix left = pairs.leftVectors().leadingColumns(useful);
    Matrix right = pairs.rightVectors().leadingColumns(useful);
    for (int k = 0; k < useful; k++) {
      double weight = Math.sqrt(pairs.values()[k] - threshold);
      left.scaleColumn(k, -weight);
      right.scaleColumn(k, weight);
    }
    return new Factors(left, right);
  }

  /** Of G as it is, where a small space sees them; else of what is not in use, in larger ones. */
  private Svd pairs(Assessment assessment, int most, double threshold) {
    double wanted = threshold * (1 + SEEN * Math.max(0, assessment.nuLower() - 1));
    Svd best = leading(assessment, assessment.adjoint(), most, KRYLOV_ITERATIONS);
    LinearOperator rest = deflated(assessment);
    int shorter = Math.min(rest.rows(), rest.cols());
    boolean full = false;
    for (int k = KRYLOV_ITERATIONS; top(best) < wanted && !full && k <= MOST_ITERATIONS; k *= 2) {
      full = (long) k * most >= shorter;
      Svd next = leading(assessment, rest, most, k);
      best = top(next) > top(best) ? next : best;
    }
    return best;
  }

  private static double top(Svd pairs) {
    return pairs.values().length == 0 ? 0 : pairs.values()[0];
  }

  private Svd leading(Assessment assessment, LinearOperator g, int most, int iterations) {
    objective.countPasses(assessment.productsArePasses() ? 2L * iterations + 1 : 0);
    return BlockKrylov.leadingTriplets(g, most, iterations, seed, STREAM);
  }

  private static LinearOperator deflated(Assessment assessment) {
    double[] values = assessment.singularValues();
    int used = 0;
    while (used < values.length && values[used] > IN_USE * values[0]) {
      used++;
    }
    return used == 0
        ? assessment.adjoint()
        : new Deflated(
            assessment.adjoint(),
            assessment.leftVectors().leadingColumns(used),
            assessment.rightVectors().leadingColumns(used));
  }
}
