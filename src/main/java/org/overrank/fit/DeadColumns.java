package org.overrank.fit;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Drops columns that the answer has no use for, so that the cost of a step follows the rank of the
 * answer and not the search rank.
 *
 * <p>In the balanced gauge column k shrinks where −p_kᵀGq_k/(2λ) &lt; 1. How far below 1 that must
 * be is told by ν: at the optimum nothing is pulled above 1, so ν − 1 is how wrong the pulls still
 * are. What is dropped can be found again, as a leading singular pair of G (theory, section 3).
 */
final class DeadColumns {
  /** Up to this width a column costs next to nothing. */
  private static final int NARROW = 16;

  /** The point must become this much narrower, to pay for starting the solver anew. */
  private static final double KEPT = 0.75;

  /** How far below 1 a pull must be, in units of ν − 1 and at least. */
  private static final double DOUBT = 2;

  private static final double LEAST_DOUBT = 0.005;

  private final RegularizedObjective objective;

  /**
   * A way to narrow points of one problem.
   *
   * @param objective f; the passes made here are counted there
   */
  DeadColumns(RegularizedObjective objective) {
    this.objective = objective;
  }

  /**
   * The point without its dead columns. A product with G, and a pass where some are dead.
   *
   * @param assessment of the point
   * @return the narrower point, balanced, where f is at most F was; null if it is not worth it
   */
  @Nullable Factors without(Assessment assessment) {
    if (assessment.searchRank() <= NARROW) {
      return null;
    }
    double doubt = Math.max(LEAST_DOUBT, DOUBT * (assessment.nuLower() - 1));
    if (doubt >= 1) {
      return null;
    }
    double[] pulls = assessment.directionPulls();
    int[] alive = IntStream.range(0, pulls.length).filter(k -> pulls[k] > 1 - doubt).toArray();
    if (alive.length == 0 || alive.length > KEPT * pulls.length) {
      return null;
    }
    Factors narrower = assessment.balanced().columns(alive);
    double value =
        narrower.isImplied()
            ? objective.projectInPlace(narrower.right(), Matrix.zeros(alive.length, 0)).value()
            : objective.valueAndGradient(narrower).value();
    return value <= assessment.convexObjective() ? narrower : null;
  }
}
