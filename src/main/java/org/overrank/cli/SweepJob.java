package org.overrank.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.SearchRanks;
import org.overrank.fit.SolverKind;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.spark.JobLabels;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.ResourceEstimate;
import org.overrank.spark.RunMetrics;
import org.overrank.spark.job.DataRequest;
import org.overrank.spark.job.Solvers;
import org.overrank.sweep.Lane;
import org.overrank.sweep.Sweep;
import org.overrank.sweep.Trial;
import org.overrank.sweep.TrialTerms;

/** The trials of a sweep that are missing, input by input, on measurements that are read once. */
final class SweepJob {
  /** Points that a pass carries to executors, unless more riders are asked for. */
  private static final long SENT_BYTES = 10L << 20;

  /** Points that a pass carries where executors share the driver's heap and nothing is sent. */
  private static final long LOCAL_BYTES = 80L << 20;

  private final CommandContext context;
  private final SparkSession session;
  private final SweepCommand asked;
  private final TrialLog log;
  private final RunMetrics metrics;
  private final LiveLine line;
  private boolean warned;

  SweepJob(
      CommandContext context,
      SparkSession session,
      SweepCommand asked,
      TrialLog log,
      RunMetrics metrics) {
    this.metrics = metrics;
    this.context = context;
    this.session = session;
    this.asked = asked;
    this.log = log;
    this.line = new LiveLine(context.err(), context.terminal(), System::nanoTime);
  }

  /**
   * Runs what is missing on one input.
   *
   * @param input the measurements
   * @throws IOException if an instance cannot be written
   */
  void run(SweepInput input) throws IOException {
    TrialFiles files =
        new TrialFiles(
            log,
            input.name(),
            session.sparkContext().hadoopConfiguration(),
            asked.checkpointSeconds,
            this::warn);
    List<Double> known = asked.axes().lambdas.isEmpty() ? log.lambdas(input.name()) : null;
    List<Double> values = known == null ? asked.axes().lambdas : known;
    if (!values.isEmpty()
        && asked.axes().trials(input.kind(), values).stream().allMatch(files::isDone)) {
      return;
    }
    SweepInput.Source source = input.source(session, log.directory());
    JobLabels.group(session.sparkContext(), "sweep", "the sweep");
    try (MeasuredData data = read(source.request());
        Objective objective = data.objective()) {
      context.err().println(Announcement.of(source.request(), data));
      if (values.isEmpty()) {
        values = chosen(input, source, objective);
      }
      List<Trial> trials = asked.axes().trials(input.kind(), values);
      run(input, source.request(), data, objective, trials, files);
    }
  }

  /** One full disk keeps the checkpoints of all trials from being written. */
  private void warn(String text) {
    if (!warned) {
      warned = true;
      line.clear();
      context.err().println("overrank sweep: warning: " + text);
    }
  }

  private MeasuredData read(DataRequest request) {
    return JobLabels.during(
        session.sparkContext(), "reading " + request.shownPath(), () -> request.read(session));
  }

  private List<Double> chosen(SweepInput input, SweepInput.Source source, Objective objective) {
    SweepAxes axes = asked.axes();
    Double own = source.lambda();
    List<Double> values =
        axes.lambdaPath == null && own != null
            ? List.of(own)
            : LambdaPath.of(
                objective, axes.lambdaPath == null ? 2 : axes.lambdaPath, axes.lambdaMinRatio);
    log.keepLambdas(input.name(), values);
    return values;
  }

  private void run(
      SweepInput input,
      DataRequest request,
      MeasuredData data,
      Objective objective,
      List<Trial> trials,
      TrialFiles files) {
    int riders = riders(request, data, trials);
    List<Lane> lanes = SweepLanes.of(trials, files);
    int missing = lanes.stream().mapToInt(lane -> lane.trials().size()).sum();
    Optional<Objective> fewer = asked.compress.of(objective, asked.relativeGap);
    Sweep sweep =
        new Sweep(
            objective,
            fewer.orElse(objective),
            new TrialTerms(asked.relativeGap, asked.maxPasses, asked.storage(input.kind())),
            new Solvers(session, request, data)::create);
    int[] done = new int[1];
    Runnable afterEach =
        () -> {
          done[0]++;
          if (line.isDue()) {
            line.show(done[0] + " of " + missing + " trials");
          }
        };
    long began = System.nanoTime();
    try {
      sweep.run(
          lanes,
          riders,
          new TrialJournal(
              log, files, session, input, request, data, fewer.isPresent(), metrics, afterEach));
    } finally {
      line.clear();
    }
    context
        .err()
        .printf(
            Locale.ROOT,
            "%,d trials in %.1f s: %,d shared passes for %,d of their own%n",
            missing,
            (System.nanoTime() - began) / 1e9,
            sweep.sharedPasses(),
            sweep.ownPasses());
  }

  /** Sharing saves a pass's fixed cost, which is little beside what large points cost to send. */
  private static int worthSharing(ResourceEstimate estimate, boolean local) {
    long riders = (local ? LOCAL_BYTES : SENT_BYTES) / Math.max(1, estimate.broadcastBytes());
    return (int) Math.max(1, Math.min(SweepCommand.RIDERS, riders));
  }

  private static int firstWidth(Trial trial, ProblemShape shape) {
    return trial.solver().hasSearchRank()
        ? SearchRanks.first(trial.searchRank(), shape)
        : Math.min(shape.rows(), shape.cols());
  }

  /** As many as were asked for, as far as the driver's memory goes; tells what is expected. */
  private int riders(DataRequest request, MeasuredData data, List<Trial> trials) {
    ProblemShape shape = data.shape();
    int widest = trials.stream().mapToInt(trial -> firstWidth(trial, shape)).max().orElse(1);
    int pairs =
        trials.stream().map(Trial::solver).mapToInt(SolverKind::factorPairs).max().orElse(1);
    boolean halves = trials.stream().map(Trial::solver).anyMatch(SolverKind::needsHalfSweeps);
    ResourceEstimate estimate = request.estimate(data, widest, pairs, halves);
    boolean local = session.sparkContext().isLocal();
    long heap = Runtime.getRuntime().maxMemory();
    estimate.check(heap, local);
    int room = estimate.riders(heap, local);
    int riders =
        Math.min(asked.riders == null ? worthSharing(estimate, local) : asked.riders, room);
    context
        .err()
        .printf(
            Locale.ROOT,
            "up to %,d trials share passes%s, in about %s of driver memory; a trial takes at most"
                + " %,d passes%n",
            riders,
            room == riders ? " (memory has room for no more)" : "",
            estimate.driverMemory(Math.min(riders, trials.size())),
            asked.maxPasses);
    return riders;
  }
}
