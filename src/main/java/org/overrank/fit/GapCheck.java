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
 * is what holds it back or when columns have died.
 *
 * <p>Cadence: a check costs one pass and some driver time, so checks come every {@value #EVERY}
 * passes and ever more rarely, after a share of the passes made if that is more; earlier where the
 * gap, falling as it did between the last two checks, will be small enough by then. A check first
 * takes the optimistic gap, from a lower end of ‖G‖_op; the proof is made only where it may
 * succeed, so its cost is paid once or twice a run.
 */
final class GapCheck implements StoppingCriterion, AutoCloseable {
  private static final int EVERY = 12;

  /** Passes between checks at the least. */
  private static final int LEAST = 4;

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
  private long nextCheck;
  private long nextRegularCheck;
  private long passesAtPrediction;
  private double gapAtPrediction = Double.POSITIVE_INFINITY;
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
   * @param passesBefore passes made before this stretch
   * @param near whether the stretch begins near its end, so that a check soon may be enough
   */
  GapCheck(
      Certifier certifier,
      double relativeGap,
      boolean mayWiden,
      @Nullable DeadColumns deadColumns,
      long passesBefore,
      boolean near) {
    this.certifier = certifier;
    this.relativeGap = relativeGap;
    this.mayWiden = mayWiden;
    this.deadColumns = deadColumns;
    this.nextRegularCheck = passesBefore + EVERY;
    this.nextCheck = near ? passesBefore + LEAST : nextRegularCheck;
  }

  @Override
  public Optional<StopReason> check(Progress progress) {
    close();
    if (progress.passes() < nextCheck) {
      return Optional.empty();
    }
    boolean regular = progress.passes() >= nextRegularCheck;
    Assessment assessment = assess(progress);
    double gap = assessment.optimisticGap();
    if (gap <= relativeGap && assessment.mayCertify(relativeGap)) {
      assessment = certifier.balanced(assessment);
      last = assessment;
      if (assessment.certificate().certifies(relativeGap)) {
        return Optional.of(StopReason.CERTIFIED);
      }
    }
    plan(progress.passes(), knownGap(assessment), regular);
    if (!regular) {
      return Optional.empty();
    }
    boolean binds = rankBinds(assessment, gap, progress.value());
    valueAtLastCheck = progress.value();
    gapAtLastCheck = gap;
    if (binds) {
      return Optional.of(StopReason.RANK_BINDS);
    }
    narrower = deadColumns == null ? null : deadColumns.without(assessment);
    return narrower == null ? Optional.empty() : Optional.of(StopReason.COLUMNS_DIED);
  }

  /** A proof that was made in vain tells better than the estimate when the next is worth it. */
  private static double knownGap(Assessment assessment) {
    return assessment.isProven()
        ? assessment.certificate().relativeGap()
        : assessment.optimisticGap();
  }

  /** The next check: the regular one, or earlier, when the gap is expected to be small enough. */
  private void plan(long passes, double gap, boolean regular) {
    if (regular) {
      nextRegularCheck = passes + Math.max(EVERY, passes / (mayWiden ? 8 : 5));
    }
    double rate = Math.log(gapAtPrediction / gap) / (passes - passesAtPrediction);
    double left = rate > 0 ? Math.log(gap / relativeGap) / rate : Double.POSITIVE_INFINITY;
    nextCheck = (long) Math.min((double) nextRegularCheck, passes + Math.max(LEAST, left));
    passesAtPrediction = passes;
    gapAtPrediction = gap;
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

  /** Near a saddle f stands still too, while a column that is there already begins to grow. */
  private static boolean isSettled(Assessment assessment) {
    double[] pulls = assessment.directionPulls();
    double leastPull = pulls[pulls.length - 1];
    return leastPull - 1 < GROWING * (assessment.nuLower() - 1);
  }

  /** What is to be remembered from check to check. */
  FitCheckpoint.GapMemory memory() {
    return new FitCheckpoint.GapMemory(
        nextCheck,
        nextRegularCheck,
        passesAtPrediction,
        gapAtPrediction,
        valueAtLastCheck,
        gapAtLastCheck);
  }

  /** Takes over what another check of the same stretch remembered. */
  void restore(FitCheckpoint.GapMemory memory) {
    nextCheck = memory.nextCheck();
    nextRegularCheck = memory.nextRegularCheck();
    passesAtPrediction = memory.passesAtPrediction();
    gapAtPrediction = memory.gapAtPrediction();
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
