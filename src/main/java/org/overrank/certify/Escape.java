package org.overrank.certify;

import org.overrank.linalg.BlockKrylov;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.SquareGauge;

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

  /** How often a step in V alone is tried, and by how much shorter the next. */
  private static final int SHORTER_STEPS = 4;

  private static final double SHORTER = 0.25;

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
    if (more == 0 || columns.normSquared() == 0) {
      return point;
    }
    if (point.isImplied()) {
      return widenInPlace(assessment, columns.right());
    }
    Factors padded = point.appendColumns(columns.times(0));
    Factors direction = point.times(0).appendColumns(columns);
    double step = objective.along(padded, direction).minimizer();
    return step > 0 ? padded.plus(step, direction) : point;
  }

  /**
   * V with more columns; U follows by itself. Along one pair f falls by η²(σ − 2λ)² and rises by
   * η⁴(σ − 2λ)²κ, κ = ‖A(abᵀ)‖²/N, the same η for all; κ is taken for an a that is spread evenly.
   * However wrong that is, a step that is short enough lowers φ.
   */
  private Factors widenInPlace(Assessment assessment, Matrix columns) {
    Matrix right = assessment.point().right();
    double step = Math.sqrt(0.5 / spreadCurvature(columns));
    for (int k = 0; k < SHORTER_STEPS; k++, step *= SHORTER) {
      Factors wider = Factors.implied(right).appendColumns(Factors.implied(columns).times(step));
      Matrix nothing = Matrix.zeros(wider.searchRank(), 0);
      if (objective.projectInPlace(wider.right(), nothing).value() < assessment.objective()) {
        return wider;
      }
    }
    return assessment.point();
  }

  private double spreadCurvature(Matrix columns) {
    double[] sums = objective.curvature().colSums();
    double weighted = 0;
    double lengths = 0;
    for (int b = 0; b < columns.rows(); b++) {
      for (int k = 0; k < columns.cols(); k++) {
        double square = columns.get(b, k) * columns.get(b, k);
        weighted += square * sums[b];
        lengths += square;
      }
    }
    ProblemShape shape = objective.data().shape();
    return weighted / lengths / shape.rows() / shape.measurements();
  }

  private Factors columns(Assessment assessment, int most) {
    double threshold = 2 * objective.lambda();
    if (objective.gauge() instanceof SquareGauge square) {
      return new EigenEscape(objective, square, seed).columns(assessment, most, threshold);
    }
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
    Svd best = leading(assessment, operator(assessment), most, KRYLOV_ITERATIONS);
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
    Svd found = BlockKrylov.leadingTriplets(g, most, iterations, seed, STREAM);
    return assessment.point().isImplied() ? found.rooted() : found;
  }

  /** G, or GᵀG where nothing as long as a column is wanted. */
  private static LinearOperator operator(Assessment assessment) {
    LinearOperator g = assessment.adjoint();
    return assessment.point().isImplied() ? new GramOperator(g) : g;
  }

  private static LinearOperator deflated(Assessment assessment) {
    double[] values = assessment.singularValues();
    int used = 0;
    while (used < values.length && values[used] > IN_USE * values[0]) {
      used++;
    }
    if (used == 0) {
      return operator(assessment);
    }
    Matrix right = assessment.rightVectors().leadingColumns(used);
    boolean implied = assessment.point().isImplied();
    Matrix left = implied ? right : assessment.leftVectors().leadingColumns(used);
    return new Deflated(operator(assessment), left, right);
  }
}
