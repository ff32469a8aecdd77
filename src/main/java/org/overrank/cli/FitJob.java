package org.overrank.cli;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.objective.ProblemShape;
import org.overrank.run.CheckpointFile;
import org.overrank.run.Run;
import org.overrank.sensing.MatrixBlock;
import org.overrank.spark.ExecutorMemory;
import org.overrank.spark.JobLabels;
import org.overrank.spark.RunMetrics;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.table.FilePaths;

/** One fit from the table to the files, and what is told of it on the way. */
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
            new Path(FilePaths.of(directory.text()), "fit.checkpoint"),
            session.sparkContext().hadoopConfiguration(),
            request.output().checkpointSeconds,
            System::nanoTime,
            text -> tell("overrank fit: warning: " + text));
  }

  private void tell(String text) {
    line.clear();
    context.err().println(text);
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
    if (checkpoint != null) {
      Interruption.leaves(() -> remains(checkpoint));
    }
    @Nullable LowRankMatrix warm = warmModel();
    if (line.isDue()) {
      line.show("reading " + request.data().shownPath());
    }
    try (RunWatch watch = RunWatch.of(context, session, request.debug());
        Run run = Run.on(session, request.data(), began)) {
      tell(Announcement.of(request.data(), run.data()));
      if (request.output().fill) {
        FilledCells.requireFew(run.data());
      }
      staged.requireRoom(FitFiles.leastBytes(run.data(), request.output().fill));
      FitSettings settings =
          run.settings(request.settings().toBuilder(), warm, request.start().toString());
      announce(run, settings);
      Run.Outcome found = fit(run, settings, watch.metrics());
      new FitFiles(staged, session).write(found, run.data(), request);
      if (checkpoint != null) {
        checkpoint.remove();
      }
      Verdict.print(found.summary(), request.output(), context.out());
      return found.summary().proof().certified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    } finally {
      line.clear();
    }
  }

  private static String remains(CheckpointFile checkpoint) {
    return checkpoint.isKept()
        ? "the same command goes on from the checkpoint " + checkpoint
        : "nothing was written";
  }

  private @Nullable LowRankMatrix warmModel() {
    String model = request.start().model();
    if (model == null) {
      return null;
    }
    EarlierOutput.restore(
        new Location(model, request.start().shown()), session.sparkContext().hadoopConfiguration());
    return ModelStore.load(session, model).matrix();
  }

  /** What the fit will take, and whether it works on fewer measurements. */
  private void announce(Run run, FitSettings settings) {
    ProblemShape shape = run.data().shape();
    var estimate = run.checkedEstimate(settings);
    if (request.debug() && !shape.sparse()) {
      boolean whole =
          MatrixBlock.seesMatrix(shape.rows(), shape.cols(), settings.firstSearchRank(shape));
      tell("a pass returns " + (whole ? "A*(r), d1 x d2" : "the gradients"));
    }
    if (!run.isLocal()) {
      estimate.spilling(ExecutorMemory.storage(session.sparkContext())).ifPresent(this::tell);
    }
    tell(estimate.describe(run.isLocal(), settings.storage()));
    if (run.compressed(settings).isPresent()) {
      tell(
          String.format(
              Locale.ROOT,
              "%,d measurements compressed to %,d equivalent ones",
              shape.measurements(),
              shape.adjointSize() + 1));
    }
  }

  private Run.Outcome fit(Run run, FitSettings settings, RunMetrics metrics) {
    FitProgress progress = new FitProgress(line, settings.relativeGap());
    FitObserver observer =
        row -> {
          progress.onIteration(row);
          metrics.onIteration(row);
          if (request.debug() && !row.event().isEmpty()) {
            tell("pass " + row.passes() + ": " + row.event());
          }
        };
    try {
      return run.fit(settings, checkpoint == null ? Checkpoints.none() : checkpoint, observer);
    } finally {
      line.clear();
    }
  }
}
