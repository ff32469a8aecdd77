package org.overrank.fit;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.certify.Escape;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Units;
import org.overrank.optim.Minimizer;
import org.overrank.optim.Solver;
import org.overrank.optim.SolverState;
import org.overrank.optim.Stall;
import org.overrank.optim.StopReason;
import org.overrank.optim.StoppingCriteria;
import org.overrank.optim.StoppingCriterion;

/**
 * One problem from its start to its verdict: minimise, certify, and change the width of the search
 * on the way.
 *
 * <p>Which solver runs is {@link SolverRelay}'s to say.
 *
 * <p>Where a run of the solver ends, {@link Rule rules} are asked in order: another solver, fewer
 * columns, more columns; until none has a reason to go on: the gap is proven, or the budget is used
 * up.
 */
public final class Fit {
  /** ‖∇f‖ against the regulariser's gradient at which a point counts as stationary. */
  private static final double STATIONARY = 1e-10;

  /** The same where a solver that does not compare values of f goes for the last digits. */
  private static final double EXACTLY_STATIONARY = 1e-14;

  /** Against the asked gap: how little f may fall in the window before the run has stalled. */
  private static final double STALL_DECREASE = 1e-8;

  /** Between user units, in which this class is spoken to, and solver units, in which it works. */
  private final Units units;

  private final FitSettings asked;
  private final FitSettings settings;
  private final Gauge gauge;
  private final RegularizedObjective data;
  private final SolverRelay relay;
  private final TraceRecorder recorder;
  private final WidthHistory history = new WidthHistory();
  private final SearchWidth width;
  private final List<Rule> rules;
  private final Cadence cadence = new Cadence();
  private final boolean isCompressed;

  /** Whether the run began at the answer of another fit, and has not changed its width. */
  private boolean isNear;

  private Stage stage;
  private @Nullable String identity;
  private Checkpoints checkpoints = Checkpoints.none();

  /** What is minimised: the measurements, or fewer equivalent ones first. */
  private record Stage(RegularizedObjective objective, Certifier certifier, Escape escape) {}

  /**
   * A fit by a solver of our own, not yet begun.
   *
   * @param data the measurements
   * @param settings what is asked
   * @param observer told every iterate
   * @throws InvalidInputException if the solver cannot run on these measurements
   */
  public Fit(Objective data, FitSettings settings, FitObserver observer) {
    this(data, data, settings, settings.createSolver(data.shape().units()), observer);
  }

  /**
   * A fit on equivalent measurements, not yet begun. The answer is certified on the measurements
   * themselves; where rounding in the equivalent ones costs it the proof, it goes on with them.
   *
   * @param data the measurements
   * @param equivalent measurements with the same objective, see {@link Compression}
   * @param settings what is asked
   * @param solver the solver that the settings name
   * @param observer told every iterate
   * @throws InvalidInputException if the solver cannot run on these measurements
   */
  public Fit(
      Objective data,
      Objective equivalent,
      FitSettings settings,
      Solver solver,
      FitObserver observer) {
    this.units = data.shape().units();
    this.asked = settings;
    this.settings = settings.in(units);
    this.gauge = settings.structure().gauge();
    this.data = new RegularizedObjective(data, this.settings.lambda(), settings.structure());
    this.isCompressed = equivalent != data;
    RegularizedObjective first =
        isCompressed
            ? new RegularizedObjective(equivalent, this.settings.lambda(), settings.structure())
            : this.data;
    this.stage = stage(first);
    this.recorder =
        new TraceRecorder(
            row -> observer.onIteration(row.of(settings.structure()).in(units, settings.solver())));
    this.width = new SearchWidth(this.settings, data.shape(), history);
    this.relay = new SolverRelay(this.settings, solver, data.shape(), recorder);
    this.rules =
        List.of(
            new RoundedKink(this.data, settings.relativeGap(), relay),
            relay,
            new DropColumns(),
            new AddColumns(this.settings, width, () -> stage.escape));
    if (settings.solver().solvesRows() && !data.shape().sparse()) {
      throw new InvalidInputException(
          "solver " + settings.solver().word() + " works on entries only; use scaled-lbfgs");
    }
    settings.structure().requireFor(data.shape());
  }

  private Stage stage(RegularizedObjective objective) {
    return new Stage(objective, certifier(objective), new Escape(objective, settings.seed()));
  }

  private Certifier certifier(RegularizedObjective objective) {
    return new Certifier(objective, settings.seed()).toWithin(settings.relativeGap());
  }

  /**
   * Leaves checkpoints, and goes on from one that an earlier run left.
   *
   * @param place where they are
   * @return this
   */
  public Fit withCheckpoints(Checkpoints place) {
    this.checkpoints = place;
    return this;
  }

  /**
   * Limits how wide an automatic search, or one with escapes, may become.
   *
   * @param room whether there is memory for a search rank
   * @return this
   */
  public Fit withRoom(IntPredicate room) {
    width.limit(room);
    return this;
  }

  /**
   * One run of the solver.
   *
   * @param point where it begins
   * @param iteration steps made before
   * @param from the checkpoint that it goes on from, instead of beginning at the point, or null
   */
  private record Stretch(Factors point, int iteration, @Nullable FitCheckpoint from) {}

  /**
   * Runs the fit.
   *
   * @return the answer
   * @throws ArithmeticException if the objective stops being finite
   * @throws InvalidInputException if the checkpoint is another fit's
   */
  public FitResult run() {
    Stretch stretch =
        checkpoints.load().map(this::resumed).orElseGet(() -> new Stretch(start(), 0, null));
    boolean narrowed = false;
    while (true) {
      try (GapCheck gap = gapCheck(stretch.point, narrowed)) {
        Minimizer.Outcome outcome = minimize(gap, stretch);
        Rule.GoOn next = next(new Rule.Ending(outcome, gap));
        if (next == null) {
          FitResult result = result(outcome, gap);
          if (!isLostByRounding(outcome, result)) {
            return result;
          }
          next =
              new Rule.GoOn(
                  outcome.last().point(), relay.leg(), true, "on the measurements themselves");
        }
        goOn(next);
        narrowed = outcome.reason() == StopReason.COLUMNS_DIED;
        stretch = new Stretch(gauge.project(next.point()), outcome.last().iteration(), null);
      }
    }
  }

  /** What the first rule says that has a reason to go on; null at the end. */
  private Rule.@Nullable GoOn next(Rule.Ending ending) {
    for (Rule rule : rules) {
      Rule.GoOn next = rule.after(ending);
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  private void goOn(Rule.GoOn next) {
    isNear = false;
    recorder.event(next.why());
    relay.turnTo(next.leg());
    if (next.onMeasurements()) {
      data.countPasses(stage.objective.passes());
      stage = stage(data);
    }
  }

  private boolean isLostByRounding(Minimizer.Outcome outcome, FitResult result) {
    return outcome.reason() == StopReason.CERTIFIED
        && result.stopReason() != StopReason.CERTIFIED
        && stage.objective != data;
  }

  /** Whether assessments are of the measurements themselves: not of equivalent ones. */
  private boolean isOfTheMeasurements() {
    return stage.objective == data;
  }

  private GapCheck gapCheck(Factors point, boolean narrowed) {
    boolean named = relay.leg() == Leg.NAMED;
    if (narrowed) {
      cadence.goOn(stage.objective.passes());
    } else {
      cadence.begin(stage.objective.passes(), isNear);
    }
    return new GapCheck(
        stage.certifier,
        settings.relativeGap(),
        named && width.growsEagerly(point),
        named && width.mayShrink(point) ? new DeadColumns(stage.objective) : null,
        cadence);
  }

  private Minimizer.Outcome minimize(GapCheck gap, Stretch stretch) {
    Solver solver = relay.solver();
    Stall stall =
        new Stall(
            relay.stallWindow(),
            STALL_DECREASE * settings.relativeGap(),
            progress -> gap.assess(progress).optimisticGap());
    StoppingCriterion criterion =
        StoppingCriteria.maxPasses(settings.maxPasses())
            .or(StoppingCriteria.maxIterations(settings.maxIterations()))
            .or(gap)
            .or(progress -> relay.slow(progress, gap.at(progress)))
            .or(stationary())
            .or(stall);
    Minimizer minimizer =
        new Minimizer(
            solver,
            criterion,
            progress -> {
              recorder.record(progress, gap.at(progress), isOfTheMeasurements());
              history.note(progress.point().searchRank());
            },
            moment -> keep(moment, gap, stall));
    FitCheckpoint from = stretch.from;
    if (from == null) {
      return minimizer.minimize(stage.objective, stretch.point, stretch.iteration);
    }
    gap.restore(from.gap());
    stall.restore(from.stall());
    SolverState state = solver.resume(stage.objective, from.solver().onto(gauge));
    stage.objective.resumeAt(from.passes());
    return minimizer.resume(
        stage.objective, new Minimizer.Moment(state, from.iteration(), from.step()));
  }

  /** None for the twin, which begins at 0 where the gradient in U and V vanishes. */
  private StoppingCriterion stationary() {
    return switch (relay.leg()) {
      case TWIN -> progress -> Optional.empty();
      case NAMED -> StoppingCriteria.stationary(settings.lambda(), STATIONARY);
      case POLISH -> StoppingCriteria.stationary(settings.lambda(), EXACTLY_STATIONARY);
    };
  }

  private void keep(Minimizer.Moment moment, GapCheck gap, Stall stall) {
    if (!checkpoints.isDue()) {
      return;
    }
    moment
        .state()
        .snapshot()
        .ifPresent(
            snapshot ->
                checkpoints.save(
                    new FitCheckpoint(
                        identity(),
                        stage.objective == data,
                        stage.objective.passes(),
                        stage.objective.knowsCurvature(),
                        moment.iteration(),
                        moment.step(),
                        relay.leg(),
                        data.data().shape().loss().smoothing(),
                        snapshot,
                        gap.memory(),
                        stall.seen(),
                        recorder.rows(),
                        recorder.seconds())));
  }

  private Stretch resumed(FitCheckpoint from) {
    if (!from.identity().equals(identity())) {
      throw new InvalidInputException(
          "the checkpoint is of another fit: it has "
              + from.identity()
              + "; this has "
              + identity());
    }
    if (from.onMeasurements() && stage.objective != data) {
      stage = stage(data);
    }
    if (from.smoothing() > 0) {
      data.roundOff(from.smoothing());
    }
    if (from.knowsCurvature()) {
      stage.objective.curvature();
    }
    recorder.resume(from.trace(), from.seconds());
    from.trace().forEach(row -> history.note(row.searchRank()));
    relay.turnTo(from.leg());
    return new Stretch(from.solver().factors().get(0), from.iteration(), from);
  }

  /** What must be the same for a checkpoint to fit; made when first asked for, as it is a pass. */
  private String identity() {
    if (identity == null) {
      identity = FitIdentity.of(data.given(), asked, isCompressed);
    }
    return identity;
  }

  private Factors start() {
    Starts starts = new Starts(stage.objective, settings.seed());
    Factors warm = settings.warmStart();
    if (warm != null) {
      isNear = true;
      return settings.structure().isSquare()
          ? PointWidth.onto(settings.structure(), units.fromEvenly(warm))
          : warm;
    }
    if (relay.twinGoesFirst()) {
      return gauge.project(relay.beginWithTwin());
    }
    int searchRank = settings.firstColumns(data.data().shape());
    boolean inPlace = relay.solver().solvesInPlace(data.data().shape(), searchRank);
    Factors cold =
        settings.start() == StartKind.SPECTRAL
            ? starts.spectral(searchRank, inPlace)
            : starts.gaussian(searchRank, inPlace);
    Factors begin = units.toFactors(cold);
    Factors led = new Continuation(data, asked, recorder).from(begin, width.room());
    isNear = led != begin;
    return isNear ? units.factorsOf(led) : cold;
  }

  /**
   * The balanced point decides, should rounding make it differ from the one that was checked; and
   * no rank binds where columns were dropped and no better ones are found.
   */
  private StopReason honest(Minimizer.Outcome outcome, boolean certified) {
    if (certified) {
      return StopReason.CERTIFIED;
    }
    if (width.lacksMemory()) {
      return StopReason.MEMORY_BINDS;
    }
    StopReason reason = outcome.reason();
    boolean roomLeft = reason == StopReason.RANK_BINDS && width.isNarrowed(outcome.last().point());
    return reason == StopReason.CERTIFIED || roomLeft ? StopReason.STALLED : reason;
  }

  private FitResult result(Minimizer.Outcome outcome, GapCheck gap) {
    Assessment checked = gap.at(outcome.last());
    if (outcome.reason() == StopReason.CERTIFIED
        && isOfTheMeasurements()
        && checked != null
        && inUserUnits(checked.point()) == checked.point()) {
      return orZero(outcome, checked);
    }
    gap.close();
    try (Assessment assessment = balanced(outcome.last().point())) {
      return orZero(outcome, assessment);
    }
  }

  private Assessment balanced(Factors found) {
    Certifier proving = certifier(data);
    if (found.isImplied()) {
      return proving.balanced(proving.assess(found));
    }
    return proving.assess(inUserUnits(gauge.balanced(found).factors()));
  }

  /** What is certified is what the user gets: one factor for both sides is of one scale. */
  private Factors inUserUnits(Factors point) {
    return settings.structure().isSquare() ? units.evenly(point) : point;
  }

  /** The zero matrix is the answer where what was found is noise around it, and no better. */
  private FitResult orZero(Minimizer.Outcome outcome, Assessment found) {
    double proven = found.certificate().relativeGap();
    if (found.rank() > 0 || found.singularValues()[0] == 0) {
      return result(outcome, found);
    }
    Factors point = found.point();
    Factors zero = point.times(0);
    try (Assessment nothing = certifier(data).assess(zero)) {
      double gap = nothing.certificate().relativeGap();
      boolean better =
          nothing.convexObjective() <= found.convexObjective()
              && gap <= Math.max(proven, settings.relativeGap());
      return result(outcome, better ? nothing : found);
    }
  }

  private FitResult result(Minimizer.Outcome outcome, Assessment assessment) {
    boolean certified = assessment.certificate().certifies(settings.relativeGap());
    long before = stage.objective == data ? 0 : stage.objective.passes();
    FitResult found =
        new FitResult(
            assessment.point(),
            width.searchRank(outcome.last().point()),
            assessment.singularValues(),
            assessment.rank(),
            Math.sqrt(assessment.dataTerm()),
            Math.sqrt(assessment.dataTermAtZero()),
            assessment.certificate(),
            honest(outcome, certified),
            before + data.passes(),
            recorder.rows());
    return found.of(settings.structure()).in(units, settings.solver());
  }
}
