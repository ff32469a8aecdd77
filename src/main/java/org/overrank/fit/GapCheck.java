package org.overrank.fit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.objective.Factors;
import org.overrank.optim.Progress;
import org.overrank.optim.StopReason;
import org.overrank.optim.StoppingCriterion;

/**
 * Ends a run when its duality gap is proven small enough, and a stretch of it when the search rank
 * is what holds it back, when columns have died, or when a kink is rounded off too widely.
 *
 * <p>A check, whose time {@link Cadence} tells, first takes the optimistic gap, from a lower end of
 * ‖G‖_op; the proof is made only where it may succeed, so its cost is paid once or twice a run.
 */
final class GapCheck implements StoppingCriterion, AutoCloseable {
  /** A fall of f between checks below this share of the open gap is slow: more columns pay more. */
  private static final double SLOW = 0.02;

  /** The same of so few columns that more cost next to nothing: they are tried early. */
  private static final double SLOW_IF_NARROW = 0.2;

  private static final int NARROW = 8;

  /** A fall of f between checks below this share of the asked gap leads nowhere. */
  private static final double FLAT = 1e-3;

  /** A gap that kept this share of itself since the last check is not closing. */
  private static final double NOT_CLOSING = 0.8;

  /** A direction that is pulled by this share of ν − 1 is still growing. */
  private static final double GROWING = 0.1;

  private final Certifier certifier;
  private final double relativeGap;
  private final boolean mayWiden;
  private final @Nullable DeadColumns deadColumns;
  private final Cadence cadence;
  private double valueAtLastCheck = Double.POSITIVE_INFINITY;
  private double gapAtLastCheck = Double.POSITIVE_INFINITY;
  private @Nullable Factors narrower;
  private @Nullable Assessment last;
  private int lastIteration = -1;

  /**
   * A check for one stretch of a run.
   *
   * @param certifier proves gaps
   * @param relativeGap the gap that ends the run
   * @param mayWiden whether the search rank is widened where it binds: then it ends the stretch
   *     early, else only when nothing more is to be gained
   * @param deadColumns drops columns that died, which ends the stretch; null to keep them
   * @param cadence when checks are due
   */
  GapCheck(
      Certifier certifier,
      double relativeGap,
      boolean mayWiden,
      @Nullable DeadColumns deadColumns,
      Cadence cadence) {
    this.certifier = certifier;
    this.relativeGap = relativeGap;
    this.mayWiden = mayWiden;
    this.deadColumns = deadColumns;
    this.cadence = cadence;
  }

  @Override
  public Optional<StopReason> check(Progress progress) {
    close();
    if (!cadence.isDue(progress.passes())) {
      return Optional.empty();
    }
    Certifier.Spent before = certifier.spent();
    StopReason reason = due(progress, before);
    cadence.spend(certifier.spent().passes() - before.passes());
    return Optional.ofNullable(reason);
  }

  private @Nullable StopReason due(Progress progress, Certifier.Spent before) {
    Assessment assessment = assess(progress);
    double gap = assessment.optimisticGap();
    if (assessment.mayCertify(relativeGap)) {
      assessment = certifier.balanced(assessment);
      last = assessment;
      if (assessment.certificate().certifies(relativeGap)) {
        return StopReason.CERTIFIED;
      }
    }
    if (RoundedKink.isTooWide(assessment, relativeGap)) {
      return StopReason.KINK_BINDS;
    }
    boolean regular = cadence.isRegular();
    cadence.plan(knownGap(assessment), relativeGap, certifier.spent().costSince(before), mayWiden);
    if (!regular) {
      return null;
    }
    boolean binds = rankBinds(assessment, gap, progress.value());
    valueAtLastCheck = progress.value();
    gapAtLastCheck = gap;
    if (binds) {
      return StopReason.RANK_BINDS;
    }
    // To go on with fewer columns costs some passes, and what the solver remembers.
    narrower = deadColumns == null || cadence.nearsEnd() ? null : deadColumns.without(assessment);
    return narrower == null ? null : StopReason.COLUMNS_DIED;
  }

  /** A proof that was made in vain tells better than the estimate when the next is worth it. */
  private static double knownGap(Assessment assessment) {
    return assessment.isProven()
        ? assessment.certificate().relativeGap()
        : assessment.optimisticGap();
  }

  /** Every column is in use, more would lower f, and f hardly falls without them. */
  private boolean rankBinds(Assessment assessment, double gap, double value) {
    double fall = valueAtLastCheck - value;
    double share = assessment.searchRank() < NARROW ? SLOW_IF_NARROW : SLOW;
    boolean slow =
        mayWiden
            ? fall < share * gap * assessment.convexObjective()
            : fall < FLAT * relativeGap * value && gap > NOT_CLOSING * gapAtLastCheck;
    int searchRank = assessment.searchRank();
    boolean room = searchRank < assessment.shorterSide();
    return slow
        && room
        && assessment.nuLower() > 1
        && assessment.isFull()
        && (mayWiden || isSettled(assessment));
  }

  /**
   * Near a saddle f stands still too, while a column that is there already begins to grow; and near
   * an optimum, while G is still less exact than the gap that is asked for.
   */
  private static boolean isSettled(Assessment assessment) {
    if (!assessment.point().isImplied() && Polish.isInexact(assessment)) {
      return false;
    }
    double[] pulls = assessment.directionPulls();
    double leastPull = pulls[pulls.length - 1];
    return leastPull - 1 < GROWING * (assessment.nuLower() - 1);
  }

  /** What is to be remembered from check to check. */
  FitCheckpoint.GapMemory memory() {
    return cadence.memory(valueAtLastCheck, gapAtLastCheck);
  }

  /** Takes over what another check of the same stretch remembered. */
  void restore(FitCheckpoint.GapMemory memory) {
    cadence.restore(memory);
    valueAtLastCheck = memory.valueAtLastCheck();
    gapAtLastCheck = memory.gapAtLastCheck();
  }

  /**
   * The last iterate without its dead columns.
   *
   * @return it, or null if that is not what ended the stretch
   */
  @Nullable Factors narrower() {
    return narrower;
  }

  /**
   * The assessment of the iterate that was checked last; of its balanced factors, which a fit hands
   * over, where a proof was tried.
   *
   * @param progress an iterate
   * @return the assessment, or null if no check was due there
   */
  @Nullable Assessment at(Progress progress) {
    return progress.iteration() == lastIteration ? last : null;
  }

  /**
   * The assessment of the last iterate, or of its balanced factors, made now if no check was due
   * there.
   *
   * @param progress the last iterate
   * @return it; freed with this check
   */
  Assessment assess(Progress progress) {
    if (last == null) {
      last = certifier.assess(progress.point());
      lastIteration = progress.iteration();
    }
    return last;
  }

  /** Frees what the last assessment keeps on the cluster. */
  @Override
  public void close() {
    if (last != null) {
      last.close();
      last = null;
    }
  }
}
