package org.overrank.fit;

import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.certify.Escape;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.Minimizer;
import org.overrank.optim.Progress;
import org.overrank.optim.Solver;
import org.overrank.optim.StopReason;
import org.overrank.optim.StoppingCriteria;
import org.overrank.optim.StoppingCriterion;

/**
 * One problem from its start to its verdict: minimise, certify, and widen the search rank where it
 * binds.
 *
 * <p>With an automatic search rank, a run that is held back by its rank, or stuck at a point that
 * is not certified, goes on with more columns along the leading singular pairs of G (theory,
 * section 3, "Escape"), until the gap is proven or the budget is used up.
 */
public final class Fit {
  /** ‖∇f‖ against the regulariser's gradient at which a point counts as stationary. */
  private static final double STATIONARY = 1e-10;

  private static final int STALL_WINDOW = 20;

  /** Against the asked gap: how little f may fall in the window before the run has stalled. */
  private static final double STALL_DECREASE = 1e-8;

  private final FitSettings settings;
  private final RegularizedObjective objective;
  private final Certifier certifier;
  private final Escape escape;
  private final Starts starts;
  private final Solver solver;
  private final TraceRecorder recorder;

  /**
   * A fit, not yet begun.
   *
   * @param data the measurements
   * @param settings what is asked
   * @param observer told every iterate
   * @throws InvalidInputException if the solver cannot run on these measurements
   */
  public Fit(Objective data, FitSettings settings, FitObserver observer) {
    this.settings = settings;
    this.objective = new RegularizedObjective(data, settings.lambda());
    this.certifier = new Certifier(objective, settings.seed());
    this.escape = new Escape(objective, settings.seed());
    this.starts = new Starts(objective, settings.seed());
    this.solver = settings.solver().create(settings.step());
    this.recorder = new TraceRecorder(observer);
    if (settings.solver().needsEntries() && !data.supportsHalfSweeps()) {
      throw new InvalidInputException(
          "solver " + settings.solver().word() + " works on entries only; use scaled-lbfgs");
    }
  }

  /**
   * Runs the fit.
   *
   * @return the answer
   * @throws ArithmeticException if the objective stops being finite
   */
  public FitResult run() {
    Factors point = start();
    int iteration = 0;
    while (true) {
      Minimizer.Outcome outcome;
      Factors wider;
      boolean auto = settings.searchRank().isEmpty();
      try (GapCheck gap =
          new GapCheck(certifier, settings.relativeGap(), auto, objective.passes())) {
        outcome = minimize(gap, point, iteration);
        wider = auto ? wider(outcome, gap) : null;
      }
      if (wider == null) {
        return result(outcome.last(), outcome.reason());
      }
      iteration = outcome.last().iteration();
      point = wider;
    }
  }

  private Minimizer.Outcome minimize(GapCheck gap, Factors point, int iteration) {
    StoppingCriterion criterion =
        gap.or(StoppingCriteria.maxPasses(settings.maxPasses()))
            .or(StoppingCriteria.stationary(settings.lambda(), STATIONARY))
            .or(StoppingCriteria.stalled(STALL_WINDOW, STALL_DECREASE * settings.relativeGap()));
    return new Minimizer(solver, criterion, progress -> recorder.record(progress, gap.last()))
        .minimize(objective, point, iteration);
  }

  private Factors start() {
    if (settings.start() == StartKind.MODEL && settings.warmStart() != null) {
      return settings.warmStart();
    }
    int searchRank =
        settings.searchRank().orElseGet(() -> SearchRanks.first(objective.data().shape()));
    if (settings.start() == StartKind.SPECTRAL) {
      return starts.spectral(searchRank);
    }
    return starts.gaussian(searchRank);
  }

  /** The point to go on from with more columns, or null where the run is over. */
  private @Nullable Factors wider(Minimizer.Outcome outcome, GapCheck gap) {
    StopReason reason = outcome.reason();
    boolean stuck =
        reason == StopReason.RANK_BINDS
            || reason == StopReason.STATIONARY
            || reason == StopReason.STALLED;
    int from = outcome.last().point().searchRank();
    int growth = SearchRanks.growth(objective.data().shape(), from);
    if (!stuck || growth == 0) {
      return null;
    }
    Assessment assessment = gap.assess(outcome.last());
    if (reason != StopReason.RANK_BINDS
        && assessment.certificate().certifies(settings.relativeGap())) {
      return null;
    }
    Factors wider = escape.widen(assessment, growth);
    if (wider.searchRank() == from) {
      return null;
    }
    recorder.event("search rank " + from + " -> " + wider.searchRank());
    return wider;
  }

  /** The balanced point decides, should rounding make it differ from the one that was checked. */
  private static StopReason honest(StopReason reason, boolean certified) {
    if (certified) {
      return StopReason.CERTIFIED;
    }
    return reason == StopReason.CERTIFIED ? StopReason.STALLED : reason;
  }

  private FitResult result(Progress last, StopReason reason) {
    Factors found = last.point();
    ProductSvd svd = ProductSvd.of(found.left(), found.right());
    int width = svd.values().length;
    Factors balanced = new Factors(svd.balancedLeft(width), svd.balancedRight(width));
    try (Assessment assessment = certifier.assess(balanced)) {
      boolean certified = assessment.certificate().certifies(settings.relativeGap());
      return new FitResult(
          balanced,
          found.searchRank(),
          svd.values(),
          assessment.rank(),
          assessment.residualNormSquared(),
          assessment.certificate(),
          honest(reason, certified),
          objective.passes(),
          recorder.rows());
    }
  }
}
