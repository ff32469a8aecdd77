package org.overrank.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ValueRange;
import org.overrank.data.model.WarmStart;
import org.overrank.data.picture.Picture;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.Compression;
import org.overrank.fit.Fit;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaTrial;
import org.overrank.fit.PointWidth;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Units;
import org.overrank.optim.Solver;
import org.overrank.spark.JobLabels;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.model.PlacedModel;
import org.overrank.sweep.Journal;
import org.overrank.sweep.Lane;
import org.overrank.sweep.Sweep;

/**
 * Measurements that are read once, and what is run on them: one fit, or the trials of a sweep. It
 * is all that commands and Estimators know of how a fit is put together.
 */
public final class Run implements AutoCloseable {
  private final SparkSession session;
  private final DataRequest request;
  private final MeasuredData data;
  private final long began;
  private final Map<Equivalence, Optional<Objective>> equivalents = new HashMap<>();
  private final TruthBeside truth;
  private @Nullable Objective objective;
  private String warmName = "model";
  private @Nullable Double slope;
  private @Nullable Whole whole;

  /** What compression depends on. */
  private record Equivalence(Compression compression, double relativeGap) {}

  /** The matrix of a result, brought together once. */
  private record Whole(FitResult of, LowRankMatrix matrix) {}

  /**
   * What one fit has found.
   *
   * @param result the answer and its proof
   * @param summary the same in numbers
   * @param model the matrix, in the words of the data
   */
  public record Outcome(FitResult result, FitSummary summary, LowRankModel model) {
    /** The same with another summary. */
    Outcome with(FitSummary said) {
      return new Outcome(result, said, model);
    }
  }

  private Run(SparkSession session, DataRequest request, MeasuredData data, long began) {
    this.session = session;
    this.request = request;
    this.data = data;
    this.began = began;
    this.truth = new TruthBeside(session, request, data);
  }

  /**
   * Reads the measurements.
   *
   * @param session where
   * @param request which
   * @param began when all this began, by {@link System#nanoTime}
   * @return the run; the caller closes it
   * @throws InvalidInputException if the measurements cannot be used
   */
  public static Run on(SparkSession session, DataRequest request, long began) {
    MeasuredData data =
        JobLabels.during(
            session.sparkContext(), "reading " + request.shownPath(), () -> request.read(session));
    return new Run(session, request, data, began);
  }

  /** {@return the measurements that were read, open as long as this run} */
  public MeasuredData data() {
    return data;
  }

  /**
   * What was asked for.
   *
   * @return the request
   */
  public DataRequest request() {
    return request;
  }

  /**
   * What is minimised, but for the penalty.
   *
   * @return the measurements as an objective, open as long as this run
   */
  public Objective objective() {
    if (objective == null) {
      objective = data.objective();
    }
    return objective;
  }

  /**
   * Chooses λ by the measurements that are held out.
   *
   * @param asked how they are fitted; its λ is not looked at
   * @param question how to choose
   * @param told each λ, as it is tried
   * @return the choice, which the caller closes
   * @throws InvalidInputException if there is nothing to choose by
   */
  public LambdaChoice choose(
      FitSettings asked, LambdaChoice.Question question, Consumer<LambdaTrial> told) {
    StructureCheck.require(asked.structure(), request, data);
    return LambdaChoice.of(this, asked.on(request.problem()), question, told);
  }

  /**
   * The same measurements with none held out; they are not read again.
   *
   * @return a new run; the caller closes it
   */
  public Run whole() {
    return new Run(session, request.whole(), data.whole(), began);
  }

  /** The table with another weight of cells that are not in it, read anew unless it is its own. */
  Run weighing(double weight) {
    boolean own = request.unobserved().weight() == weight;
    return own ? this : on(session, request.weighing(weight), began);
  }

  /**
   * λ of other measurements for these. It weighs against the mean square residual, so it is the
   * same for more of them; but the weighted regularizer has their counts in its penalty, and keeps
   * λN.
   *
   * @param lambda λ of the others
   * @param measurements N of the others
   * @return λ of these
   */
  public double lambda(double lambda, long measurements) {
    boolean weighted = !request.regularizer().equals(EnumWords.of(Regularizer.PLAIN));
    return weighted ? lambda * ((double) measurements / data.shape().measurements()) : lambda;
  }

  /**
   * Settings that begin at a model.
   *
   * @param asked settings whose search rank says how wide; their solver may be left open
   * @param warm the model's matrix, or null to begin where the settings say
   * @param name what the summary calls that start
   * @return settings for {@link #fit}
   */
  public FitSettings settings(
      FitSettings.Builder asked, @Nullable LowRankMatrix warm, String name) {
    warmName = name;
    FitSettings settings = asked.build().on(request.problem());
    return warm == null
        ? settings
        : settings.toBuilder()
            .warmStart(
                PointWidth.of(
                    WarmStart.point(warm, data),
                    settings.structure().columnsOf(settings.searchRank()),
                    settings.seed(),
                    data.shape().units()))
            .build();
  }

  /**
   * What a fit needs, where there is enough of it.
   *
   * @param settings what it is asked
   * @return the estimate
   * @throws InvalidInputException naming the memory that would do
   */
  public ResourceEstimate checkedEstimate(FitSettings settings) {
    ResourceEstimate estimate = request.estimate(data, settings);
    estimate.check(Runtime.getRuntime().maxMemory(), isLocal());
    return estimate;
  }

  /** {@return whether executors share the driver's memory: true for a local master} */
  public boolean isLocal() {
    return session.sparkContext().isLocal();
  }

  /**
   * Fewer measurements with the same objective, where the settings ask for them and it pays; at
   * most one pass, the first time.
   *
   * @param settings of a fit
   * @return the equivalent problem, or empty
   */
  public synchronized Optional<Objective> compressed(FitSettings settings) {
    return equivalents.computeIfAbsent(
        new Equivalence(settings.compression(), settings.relativeGap()),
        how -> how.compression.of(objective(), how.relativeGap));
  }

  /** What a fit works on. */
  Objective equivalent(FitSettings settings) {
    return compressed(settings).orElse(objective());
  }

  private Solver solver(FitSettings settings) {
    StructureCheck.require(settings.structure(), request, data);
    return new Solvers(session, request, data).create(settings);
  }

  /** Which widths a fit has room for while others run beside it; it asks whenever it widens. */
  private IntPredicate room(FitSettings settings, int atATime) {
    long heap = Runtime.getRuntime().maxMemory();
    return searchRank -> {
      try {
        return request.estimate(data, settings, searchRank).riders(heap, isLocal()) >= atATime;
      } catch (InvalidInputException e) {
        return false; // Too wide for one array.
      }
    };
  }

  /**
   * Runs one fit.
   *
   * @param settings from {@link #settings}
   * @param checkpoints where it leaves them, and goes on from
   * @param observer told every iterate
   * @return what it found
   */
  public Outcome fit(FitSettings settings, Checkpoints checkpoints, FitObserver observer) {
    return fit(settings, checkpoints, observer, ValueRange.ALL);
  }

  /**
   * Runs one fit.
   *
   * @param settings from {@link #settings}
   * @param checkpoints where it leaves them, and goes on from
   * @param observer told every iterate
   * @param clip to which predictions of what was held out are clipped
   * @return what it found
   */
  public Outcome fit(
      FitSettings settings, Checkpoints checkpoints, FitObserver observer, ValueRange clip) {
    return fit(settings, checkpoints, observer, clip, null);
  }

  /** The same, with lists of columns judged by a goal, or null for the usual one. */
  Outcome fit(
      FitSettings settings,
      Checkpoints checkpoints,
      FitObserver observer,
      ValueRange clip,
      @Nullable RankingGoal goal) {
    return fit(
        settings,
        checkpoints,
        observer,
        result ->
            new Judge.Judged(
                judge().errors(result, settings, clip, () -> matrix(result, settings)),
                judge().ranking(result.factors().right(), settings.lambda(), goal)));
  }

  /** What labels are told of from now on: this times M, or M itself. */
  void slope(@Nullable Double times) {
    slope = times;
  }

  /** What judges by what was held out here. */
  Judge judge() {
    return new Judge(session, request, data);
  }

  /** What a fit has found, all of it here; a pass where its rows were left in place. */
  private synchronized LowRankMatrix matrix(FitResult result, FitSettings settings) {
    if (whole == null || whole.of != result) {
      Units units = data.shape().units();
      Factors found = result.factors();
      if (found.isImplied()) {
        RegularizedObjective f =
            new RegularizedObjective(objective(), units.lambdaOf(settings.lambda()));
        found = units.toFactors(f.completed(units.factorsOf(found)));
      }
      whole = new Whole(result, FittedModel.matrix(found, data).sloped(slope));
    }
    return whole.matrix;
  }

  /** The same, judged in another way. */
  Outcome fit(
      FitSettings settings,
      Checkpoints checkpoints,
      FitObserver observer,
      Function<FitResult, Judge.Judged> judge) {
    equivalent(settings);
    long solving = System.nanoTime();
    FitResult result = solve(settings, checkpoints, observer);
    double seconds = (System.nanoTime() - solving) / 1e9;
    return outcome(settings, result, seconds, began, judge.apply(result));
  }

  /**
   * What a page shows of these data; two passes over them at most. Nothing where rows were left in
   * place: the matrix would have to be brought here.
   *
   * @param found what was found
   * @param heldOut what has not seen the measurements that were held out, and those
   * @return the picture, or null
   */
  public @Nullable Picture picture(Outcome found, HeldOutMatrix heldOut) {
    if (found.result().factors().isImplied()) {
      return null;
    }
    return JobLabels.during(
        session.sparkContext(),
        "a picture of the data",
        () ->
            new Picture(
                heldOut.data().predictions(heldOut.matrix(), heldOut.clip()),
                data.map(found.model().matrix(), heldOut.clip())));
  }

  private FitResult solve(FitSettings settings, Checkpoints checkpoints, FitObserver observer) {
    return new Fit(objective(), equivalent(settings), settings, solver(settings), observer)
        .withCheckpoints(checkpoints)
        .withRoom(room(settings, 1))
        .run();
  }

  /**
   * Puts together what is known of a fit that has ended.
   *
   * @param settings what it was asked
   * @param result what it found
   * @param seconds that it took
   * @param since when it began, reading included, by {@link System#nanoTime}
   * @return the result, in all forms
   */
  public Outcome outcome(FitSettings settings, FitResult result, double seconds, long since) {
    return outcome(settings, result, seconds, since, Judge.Judged.NOTHING);
  }

  private Outcome outcome(
      FitSettings settings, FitResult result, double seconds, long since, Judge.Judged judged) {
    boolean inPlace = result.factors().isImplied();
    Supplier<LowRankMatrix> matrix = () -> matrix(result, settings);
    FitSummary summary =
        new Summaries(request, data, settings, warmName, seconds, since)
            .of(
                result,
                () -> data.sides() == null ? matrix.get().factors() : result.factors(),
                compressed(settings).isPresent(),
                inPlace
                    ? TruthBeside.Comparison.NONE
                    : truth.compare(
                        CalibrationSlope.times(result.factors(), slope),
                        matrix,
                        settings.structure(),
                        objective()),
                judged);
    ModelMetadata metadata =
        FittedModel.metadata(
            summary,
            result.factors().searchRank(),
            data,
            request,
            judged.errors(),
            settings.structure(),
            slope);
    LowRankModel model =
        inPlace && data instanceof EntryData entries
            ? new PlacedModel(metadata, matrix, entries, result.factors())
            : new LowRankModel(metadata, matrix.get());
    return new Outcome(result, summary, model);
  }

  /**
   * Runs trials, which share their passes.
   *
   * @param lanes which
   * @param riders how many at a time
   * @param journal told each result
   * @return the sweep, which knows how many passes that were
   */
  public Sweep sweep(List<Lane> lanes, int riders, Journal journal) {
    Sweep sweep =
        new Sweep(
            objective(),
            new Sweep.Means() {
              @Override
              public Objective equivalent(FitSettings trial) {
                return Run.this.equivalent(trial);
              }

              @Override
              public Solver solver(FitSettings trial) {
                return Run.this.solver(trial);
              }

              @Override
              public IntPredicate room(FitSettings trial) {
                return Run.this.room(trial, riders);
              }
            });
    sweep.run(lanes, riders, journal);
    return sweep;
  }

  @Override
  public void close() {
    if (objective != null) {
      objective.close();
    }
    data.close();
  }
}
