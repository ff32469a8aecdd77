package org.overrank.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.overrank.certify.Assessment;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;

/**
 * When Newton's method is worth its passes, and from which point.
 *
 * <p>At a stationary point Gq_k = −2λp_k along every direction in use, whatever ν is ({@link
 * Assessment#directionMisfits}). So where a gap is open because G is not exact yet, the misfits are
 * about as large as ν − 1; where it is open because the search rank binds or the point is a bad
 * local minimum, they vanish and ν − 1 does not, and no solver helps.
 */
final class Polish {
  /** The misfit, as a share of ν − 1, from which on it is to blame. */
  private static final double TO_BLAME = 0.1;

  /** How far below 1 the pull of a dead column is at least, and twice ν − 1. */
  private static final double LEAST_DOUBT = 0.005;

  private final double relativeGap;

  /**
   * For one fit.
   *
   * @param relativeGap the gap that is asked for
   */
  Polish(double relativeGap) {
    this.relativeGap = relativeGap;
  }

  /**
   * Whether a more exact stationary point may close the gap.
   *
   * @param assessment of a point where f stands still
   * @return false if it is closed, or open for another reason
   */
  boolean mayHelp(Assessment assessment) {
    if (assessment.point().isImplied()) {
      return false; // Its directions are as long as U.
    }
    if (assessment.optimisticGap() <= relativeGap && assessment.mayCertify(relativeGap)) {
      return false;
    }
    return isInexact(assessment);
  }

  /**
   * Whether G is too far from what it is at a stationary point for ν to be told by it.
   *
   * @param assessment of factors that are at hand, not of V alone
   * @return whether the largest misfit of a direction in use is of the order of ν − 1
   */
  static boolean isInexact(Assessment assessment) {
    double[] misfits = assessment.directionMisfits();
    double largest =
        IntStream.range(0, misfits.length)
            .filter(k -> isInUse(assessment, k))
            .mapToDouble(k -> misfits[k])
            .max()
            .orElse(0);
    return largest >= TO_BLAME * (assessment.nuLower() - 1);
  }

  private static boolean isInUse(Assessment assessment, int column) {
    double[] values = assessment.singularValues();
    return values[column] > ProductSvd.RANK_TOLERANCE * values[0];
  }

  /**
   * The point without columns that are negligible and shrink. They would shrink for ever, and the
   * Hessian is nearly singular in them.
   *
   * @param assessment of a point
   * @return balanced, one column at least
   */
  static Factors withoutDeadColumns(Assessment assessment) {
    int together = assessment.columnsTogether();
    if (together > 1) {
      return withoutSmallColumns(assessment.balanced(), together);
    }
    double[] pulls = assessment.directionPulls();
    double doubt = Math.max(LEAST_DOUBT, 2 * (assessment.nuLower() - 1));
    int[] alive =
        IntStream.range(0, pulls.length)
            .filter(k -> k == 0 || isInUse(assessment, k) || pulls[k] > 1 - doubt)
            .toArray();
    return assessment.balanced().columns(alive);
  }

  /** Where columns belong together they go together; some may be zero. */
  private static Factors withoutSmallColumns(Factors balanced, int together) {
    double[] sizes = balanced.left().columnNormsSquared();
    double largest = Arrays.stream(sizes).max().orElse(0);
    int[] alive =
        IntStream.range(0, sizes.length)
            .filter(
                k -> {
                  int first = k - k % together;
                  double size = Arrays.stream(sizes, first, first + together).max().orElse(0);
                  return first == 0 || size > ProductSvd.RANK_TOLERANCE * largest;
                })
            .toArray();
    return balanced.columns(alive);
  }
}
