package org.overrank.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.Fit;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.PointWidth;
import org.overrank.fit.StartKind;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.optim.Solver;
import org.overrank.sensing.MatrixBlock;
import org.overrank.spark.ExecutorMemory;
import org.overrank.spark.JobLabels;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.ResourceEstimate;
import org.overrank.spark.RunMetrics;
import org.overrank.spark.job.CheckpointFile;
import org.overrank.spark.job.Solvers;
import org.overrank.spark.job.Summaries;
import org.overrank.spark.model.LowRankMatrix;
import org.overrank.spark.model.LowRankModel;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.model.WarmStart;

/** One fit from the table to the files: read, estimate, solve, write, report. */
final class FitJob {
  private final CommandContext context;
  private final SparkSession session;
  private final FitRequest request;
  private final long began;
  private final LiveLine line;
  private final @Nullable CheckpointFile checkpoint;

  /**
   * A fit, not yet begun.
   *
   * @param context where it reports
   * @param session where it runs
   * @param request what is asked
   * @param began when the command began, by {@link System#nanoTime}
   */
  FitJob(CommandContext context, SparkSession session, FitRequest request, long began) {
    this.context = context;
    this.session = session;
    this.request = request;
    this.began = began;
    this.line = new LiveLine(context.err(), context.terminal(), System::nanoTime);
    this.checkpoint = checkpointFile();
  }

  private @Nullable CheckpointFile checkpointFile() {
    Location directory = request.output().checkpoint;
    return directory == null
        ? null
        : new CheckpointFile(
            new Path(directory.text(), "fit.checkpoint"),
            session.sparkContext().hadoopConfiguration(),
            request.output().checkpointSeconds,
            System::nanoTime,
            this::warn);
  }

  private void warn(String text) {
    line.clear();
    context.err().println("overrank fit: warning: " + text);
  }

  /**
   * Runs the fit.
   *
   * @param staged where the files go
   * @return the exit code
   * @throws IOException if they cannot be written
   */
  int run(StagedOutput staged) throws IOException {
    JobLabels.group(session.sparkContext(), "fit", "the fit");
    try (RunWatch watch = RunWatch.of(context, session, request.debug())) {
      return run(staged, watch.metrics());
    }
  }

  private int run(StagedOutput staged, RunMetrics metrics) throws IOException {
    if (checkpoint != null) {
      Interruption.leaves(() -> remains(checkpoint));
    }
    @Nullable LowRankModel warm = warmModel();
    try (MeasuredData data = read()) {
      context.err().println(Announcement.of(request.data(), data));
      if (request.output().fill) {
        FilledCells.requireFew(data);
      }
      staged.requireRoom(FitFiles.leastBytes(data, request.output().fill));
      try (Objective objective = data.objective()) {
        FitSettings settings =
            request
                .solver()
                .settings(request.data().kind(), request.lambda(), warmStart(warm, data))
                .withStorage(request.storage());
        context
            .err()
            .println(
                checkedEstimate(data, settings)
                    .describe(session.sparkContext().isLocal(), settings.storage()));
        long solving = System.nanoTime();
        Optional<Objective> fewer = compressed(objective);
        FitResult result = solve(objective, fewer.orElse(objective), settings, data, metrics);
        double seconds = (System.nanoTime() - solving) / 1e9;
        FitSummary summary =
            new Summaries(
                    request.data(),
                    data,
                    settings,
                    request.solver().start.toString(),
                    seconds,
                    began)
                .of(result, fewer.isPresent(), recoveryError(data, result));
        new FitFiles(staged, session).write(summary, result, data, request);
        if (checkpoint != null) {
          checkpoint.remove();
        }
        Verdict.print(summary, request.output(), context.out());
        return summary.certified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
      }
    }
  }

  private static String remains(CheckpointFile checkpoint) {
    return checkpoint.isKept()
        ? "the same command goes on from the checkpoint " + checkpoint
        : "nothing was written";
  }

  private Optional<Objective> compressed(Objective objective) {
    SolverOptions solver = request.solver();
    Optional<Objective> fewer = solver.compress.of(objective, solver.relativeGap);
    ProblemShape shape = objective.shape();
    if (fewer.isPresent()) {
      context
          .err()
          .printf(
              Locale.ROOT,
              "%,d measurements compressed to %,d equivalent ones%n",
              shape.measurements(),
              shape.adjointSize() + 1);
    }
    return fewer;
  }

  /** How far the answer is from the truth, where the truth is known. */
  private @Nullable Double recoveryError(MeasuredData data, FitResult result) {
    return new TruthBeside(session, request.data()).recoveryError(data, result.factors());
  }

  private @Nullable LowRankModel warmModel() {
    Location model = request.solver().start.model();
    if (model == null) {
      return null;
    }
    EarlierOutput.restore(model, session.sparkContext().hadoopConfiguration());
    return ModelStore.load(session, model.text());
  }

  private @Nullable Factors warmStart(@Nullable LowRankModel model, MeasuredData data) {
    if (model == null || request.solver().start.kind() != StartKind.MODEL) {
      return null;
    }
    LowRankMatrix matrix = model.matrix();
    return PointWidth.of(
        WarmStart.point(matrix, data),
        request.solver().searchRank.columns(),
        request.solver().seed,
        data.shape().units());
  }

  private MeasuredData read() {
    if (line.isDue()) {
      line.show("reading " + request.data().shownPath());
    }
    try {
      return JobLabels.during(
          session.sparkContext(),
          "reading " + request.data().shownPath(),
          () -> request.data().read(session));
    } finally {
      line.clear();
    }
  }

  private FitResult solve(
      Objective objective,
      Objective equivalent,
      FitSettings settings,
      MeasuredData data,
      RunMetrics metrics) {
    FitProgress progress = new FitProgress(line, settings.relativeGap());
    FitObserver observer =
        row -> {
          progress.onIteration(row);
          metrics.onIteration(row);
          if (request.debug() && !row.event().isEmpty()) {
            line.clear();
            context.err().println("pass " + row.passes() + ": " + row.event());
          }
        };
    Solver solver = new Solvers(session, request.data(), data).create(settings);
    try {
      return new Fit(objective, equivalent, settings, solver, observer)
          .withCheckpoints(checkpoint == null ? Checkpoints.none() : checkpoint)
          .withRoom(request.data().room(session, data, settings))
          .run();
    } finally {
      line.clear();
    }
  }

  private ResourceEstimate checkedEstimate(MeasuredData data, FitSettings settings) {
    ResourceEstimate estimate = request.data().checkedEstimate(session, data, settings);
    ProblemShape shape = data.shape();
    if (request.debug() && !shape.sparse()) {
      int searchRank = settings.firstSearchRank(shape);
      boolean whole = MatrixBlock.seesMatrix(shape.rows(), shape.cols(), searchRank);
      context.err().println("a pass returns " + (whole ? "A*(r), d1 x d2" : "the gradients"));
    }
    if (!session.sparkContext().isLocal()) {
      estimate
          .spilling(ExecutorMemory.storage(session.sparkContext()))
          .ifPresent(context.err()::println);
    }
    return estimate;
  }
}
