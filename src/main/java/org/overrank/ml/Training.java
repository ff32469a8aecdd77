package org.overrank.ml;

import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.fit.TraceRow;
import org.overrank.optim.StopReason;
import org.overrank.run.CheckpointFile;
import org.overrank.run.DataRequest;
import org.overrank.run.FitFingerprint;
import org.overrank.run.Run;
import org.overrank.spark.table.FilePaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit from a DataFrame to a model, and what is logged of it. */
final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final LowRankEstimator<?, ?> asked;
  private final SparkSession session;
  private final DataRequest request;

  /**
   * A fit, not yet begun.
   *
   * @param asked what is asked of it
   * @param session where it runs
   * @param request the measurements
   */
  Training(LowRankEstimator<?, ?> asked, SparkSession session, DataRequest request) {
    this.asked = asked;
    this.session = session;
    this.request = request;
  }

  /**
   * Runs the fit.
   *
   * @param lambda from N to λ
   * @param warm where to begin, or null
   * @return what it found
   */
  Run.Outcome run(LongToDoubleFunction lambda, @Nullable LowRankMatrix warm) {
    long began = System.nanoTime();
    try (Descriptions jobs = new Descriptions(session.sparkContext(), asked.uid());
        Run run = Run.on(session, request, began)) {
      long count = run.data().shape().measurements();
      FitSettings settings =
          run.settings(asked.settings().lambda(lambda.applyAsDouble(count)), warm, "model");
      tell(
          "%d of %d x %d in %d blocks; %s",
          count,
          run.data().shape().rows(),
          run.data().shape().cols(),
          run.data().partitions(),
          run.checkedEstimate(settings).describe(run.isLocal(), settings.storage()));
      run.data().remarks().forEach(this::warn);
      @Nullable CheckpointFile checkpoint = checkpoint(run, settings);
      Run.Outcome found =
          run.fit(settings, checkpoint == null ? Checkpoints.none() : checkpoint, observer(jobs));
      if (checkpoint != null && found.result().stopReason() != StopReason.INTERRUPTED) {
        checkpoint.remove();
      }
      report(found);
      return found;
    }
  }

  private @Nullable CheckpointFile checkpoint(Run run, FitSettings settings) {
    if (!asked.isDefined(asked.checkpointDir())) {
      return null;
    }
    String words = request.kind() + " " + request.regularizer() + " " + request.center();
    String name = FitFingerprint.of(run.objective(), settings, words) + ".checkpoint";
    return new CheckpointFile(
        new Path(FilePaths.of(asked.getCheckpointDir()), name),
        session.sparkContext().hadoopConfiguration(),
        asked.getCheckpointSeconds(),
        System::nanoTime,
        this::warn);
  }

  private FitObserver observer(Descriptions jobs) {
    return row -> {
      jobs.onIteration(row);
      if (Double.isNaN(row.relativeGap())) {
        LOG.debug("{}: {}", asked.uid(), words(row));
      } else {
        LOG.info("{}: {}, gap {}", asked.uid(), words(row), row.relativeGap());
      }
    };
  }

  private static String words(TraceRow row) {
    return String.format(
        Locale.ROOT,
        "iteration %d, %d passes, search rank %d, f %.8g%s",
        row.iteration(),
        row.passes(),
        row.searchRank(),
        row.objective(),
        row.event().isEmpty() ? "" : " (" + row.event() + ")");
  }

  private void report(Run.Outcome found) {
    if (found.summary().proof().certified()) {
      tell("%s", found.summary().proof().verdict());
    } else {
      warn(found.summary().proof().verdict());
    }
    found.summary().warnings().forEach(this::warn);
  }

  private void tell(String format, Object... values) {
    LOG.info("{}: {}", asked.uid(), String.format(Locale.ROOT, format, values));
  }

  private void warn(String text) {
    LOG.warn("{}: {}", asked.uid(), text);
  }
}
