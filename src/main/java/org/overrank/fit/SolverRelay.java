package org.overrank.fit;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.optim.NewtonCg;
import org.overrank.optim.Progress;
import org.overrank.optim.ProximalGradient;
import org.overrank.optim.Solver;
import org.overrank.optim.StopReason;

/**
 * Which solver a fit runs with, one after another.
 *
 * <p>Where M is small against the measurements and the search rank is automatic, the convex twin
 * goes first, from M = 0: an SVD of M costs less than a pass then, and its passes are fewer for
 * most such problems (numerics, "Everything else": three to six times for tomography). Where its
 * gap closes more slowly than that of the factors does, the solver that was asked for goes on from
 * its point. Where f stands still and the gap does not close, Newton's method goes on ({@link
 * Polish}).
 */
final class SolverRelay implements Rule {
  /** Cells of M that a singular value decomposition every pass is cheap for. */
  private static final long MOST_CELLS = 40_000;

  /** 4·N·d1·d2 flops of a pass against about 20·d1·d2·min(d1, d2) of the decomposition. */
  private static final long FLOPS_RATIO = 5;

  /** Passes that the twin has in any case, and between which its pace is taken. */
  private static final long PATIENCE = 48;

  private static final long PACE_PASSES = 24;

  /** What the factors take for a digit of the gap, 25 to 40 in the cases measured. */
  private static final double PASSES_A_DIGIT = 40;

  private static final int WINDOW = 20;

  /** A step of Newton's method takes tens of passes. */
  private static final int POLISH_WINDOW = 4;

  private final FitSettings settings;
  private final Solver named;
  private final ProblemShape shape;
  private final TraceRecorder recorder;
  private final Polish polish;
  private Leg leg = Leg.NAMED;

  /**
   * The solvers of one fit, the one that was asked for first.
   *
   * @param settings what it is asked
   * @param named the solver that the settings name
   * @param shape the size of its problem
   * @param recorder its iterates, told of every change
   */
  SolverRelay(FitSettings settings, Solver named, ProblemShape shape, TraceRecorder recorder) {
    this.settings = settings;
    this.named = named;
    this.shape = shape;
    this.recorder = recorder;
    this.polish = new Polish(settings.relativeGap());
  }

  /** Whether the twin is the cheaper way as far as sizes tell, and free to find the rank. */
  boolean twinGoesFirst() {
    long cells = (long) shape.rows() * shape.cols();
    return settings.solver() == SolverKind.SCALED_LBFGS
        && settings.searchRank().isEmpty()
        && settings.start() == StartKind.GAUSSIAN
        && !shape.sparse()
        && cells <= MOST_CELLS
        && shape.measurements() >= FLOPS_RATIO * Math.min(shape.rows(), shape.cols());
  }

  /**
   * Begins with the twin.
   *
   * @return M = 0
   */
  Factors beginWithTwin() {
    leg = Leg.TWIN;
    recorder.event("proximal-gradient on the matrix itself: a pass costs more than its SVD");
    int first = settings.structure().columnsOfOne();
    return Factors.zeros(shape.rows(), shape.cols(), first);
  }

  /** The solver whose turn it is. */
  Solver solver() {
    return switch (leg) {
      case TWIN -> new ProximalGradient();
      case NAMED -> named;
      case POLISH -> new NewtonCg(settings.maxPasses());
    };
  }

  /** Whose turn it is. */
  Leg leg() {
    return leg;
  }

  /** Goes on where another fit was; or with the solver that was asked for, after a change of R. */
  void turnTo(Leg whose) {
    leg = whose;
  }

  /** Iterations over which the solver whose turn it is has to get on. */
  int stallWindow() {
    return leg == Leg.POLISH ? POLISH_WINDOW : WINDOW;
  }

  /**
   * Ends the twin's turn where the gap closes too slowly.
   *
   * @param progress an iterate
   * @param gap of it, if it was checked
   * @return slow, or empty to go on
   */
  Optional<StopReason> slow(Progress progress, @Nullable Assessment gap) {
    if (leg != Leg.TWIN || gap == null || progress.passes() < PATIENCE) {
      return Optional.empty();
    }
    return isSlow(progress, gap.optimisticGap()) ? Optional.of(StopReason.SLOW) : Optional.empty();
  }

  private boolean isSlow(Progress progress, double gap) {
    double before = Double.NaN;
    long passes = 0;
    for (TraceRow row : recorder.rows()) {
      if (row.relativeGap() > 0 && row.passes() <= progress.passes() - PACE_PASSES) {
        before = row.relativeGap();
        passes = row.passes();
      }
    }
    double digits = Math.log10(before / gap);
    return digits * PASSES_A_DIGIT < progress.passes() - passes;
  }

  @Override
  public @Nullable GoOn after(Ending ending) {
    if (leg == Leg.TWIN && ending.reason() == StopReason.SLOW) {
      return named(ending.gap().assess(ending.outcome().last()));
    }
    if (!ending.isStill() || leg == Leg.POLISH || settings.solver().isLibrary()) {
      return null;
    }
    Assessment assessment = ending.gap().assess(ending.outcome().last());
    if (!polish.mayHelp(assessment)) {
      return null;
    }
    Factors live = Polish.withoutDeadColumns(assessment);
    int columnsOfOne = settings.structure().columnsOfOne();
    int before = ending.point().searchRank() / columnsOfOne;
    int after = live.searchRank() / columnsOfOne;
    String why = "newton-cg: f stands still, the gap does not";
    return before == after
        ? GoOn.from(live, Leg.POLISH, why)
        : GoOn.from(live, Leg.POLISH, why + ", search rank " + before + " -> " + after);
  }

  private GoOn named(Assessment assessment) {
    Factors live = Polish.withoutDeadColumns(assessment);
    int least = live.searchRank() + SearchRanks.half(live.searchRank());
    int wanted = Math.max(SearchRanks.first(shape), least);
    int width = Math.min(wanted, Math.min(shape.rows(), shape.cols()));
    return GoOn.from(
        PointWidth.of(
            live, OptionalInt.of(settings.structure().wholeColumns(width)), settings.seed()),
        Leg.NAMED,
        settings.solver().word() + ": the gap of the matrix itself closes slowly");
  }
}
