package org.overrank.fit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.optim.Progress;
import org.overrank.optim.StopReason;
import org.overrank.optim.StoppingCriterion;

/**
 * Ends a run when its duality gap is proven small enough; in a run that may widen, also when the
 * search rank is what holds it back.
 *
 * <p>Cadence: a check costs one pass and some driver time, so checks come every {@value #EVERY}
 * passes and ever more rarely, after an eighth of the passes made if that is more. A check first
 * takes the optimistic gap, from the lower end of ‖G‖_op; the proof is made only where that one is
 * small enough, so its cost is paid once or twice a run.
 */
final class GapCheck implements StoppingCriterion {
  private static final int EVERY = 12;

  /** A fall of f between checks below this share of the open gap is no progress. */
  private static final double SLOW = 0.02;

  private final Certifier certifier;
  private final double relativeGap;
  private final boolean mayWiden;
  private long nextCheck;
  private double valueAtLastCheck = Double.POSITIVE_INFINITY;
  private @Nullable Assessment last;

  /**
   * A check for one stretch of a run.
   *
   * @param certifier proves gaps
   * @param relativeGap the gap that ends the run
   * @param mayWiden whether a binding search rank ends the stretch
   * @param passesBefore passes made before this stretch
   */
  GapCheck(Certifier certifier, double relativeGap, boolean mayWiden, long passesBefore) {
    this.certifier = certifier;
    this.relativeGap = relativeGap;
    this.mayWiden = mayWiden;
    this.nextCheck = passesBefore + EVERY;
  }

  @Override
  public Optional<StopReason> check(Progress progress) {
    last = null;
    if (progress.passes() < nextCheck) {
      return Optional.empty();
    }
    nextCheck = progress.passes() + Math.max(EVERY, progress.passes() / 8);
    Assessment assessment = certifier.assess(progress.point());
    last = assessment;
    if (assessment.optimisticGap() <= relativeGap
        && assessment.certificate().certifies(relativeGap)) {
      return Optional.of(StopReason.CERTIFIED);
    }
    boolean binds = mayWiden && rankBinds(assessment, progress.value());
    valueAtLastCheck = progress.value();
    return binds ? Optional.of(StopReason.RANK_BINDS) : Optional.empty();
  }

  private boolean rankBinds(Assessment assessment, double value) {
    double open = assessment.convexObjective() * assessment.optimisticGap();
    boolean slow = valueAtLastCheck - value < SLOW * open;
    int searchRank = assessment.searchRank();
    boolean full = assessment.rank() == searchRank;
    boolean room = searchRank < Math.min(assessment.point().rows(), assessment.point().cols());
    return slow && full && room && assessment.nuLower() > 1;
  }

  /**
   * The assessment made at the iterate that was checked last.
   *
   * @return it, or null if no check was due there
   */
  @Nullable Assessment last() {
    return last;
  }
}
