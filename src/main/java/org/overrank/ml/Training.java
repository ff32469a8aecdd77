package org.overrank.ml;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.Compression;
import org.overrank.fit.Fit;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.PointWidth;
import org.overrank.fit.TraceRow;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.optim.StopReason;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.job.CheckpointFile;
import org.overrank.spark.job.DataRequest;
import org.overrank.spark.job.FitFingerprint;
import org.overrank.spark.job.FittedModel;
import org.overrank.spark.job.Solvers;
import org.overrank.spark.job.Summaries;
import org.overrank.spark.model.LowRankMatrix;
import org.overrank.spark.model.LowRankModel;
import org.overrank.spark.model.WarmStart;
import org.overrank.spark.table.FilePaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit from a DataFrame to a model: read, estimate, solve, certify. */
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
   * What a fit found.
   *
   * @param model the matrix
   * @param summary how it went
   */
  record Outcome(LowRankModel model, TrainingSummary summary) {}

  /**
   * Runs the fit.
   *
   * @param lambda from N to λ
   * @param warm where to begin, or null
   * @return the model
   */
  Outcome run(LongToDoubleFunction lambda, @Nullable LowRankMatrix warm) {
    long began = System.nanoTime();
    try (Descriptions jobs = new Descriptions(session.sparkContext(), asked.uid())) {
      jobs.say("reading the data");
      try (MeasuredData data = request.read(session);
          Objective objective = data.objective()) {
        FitSettings settings =
            asked.settings(
                lambda.applyAsDouble(data.shape().measurements()), warmStart(warm, data));
        LOG.info(
            "{}: {} of {} x {} in {} blocks; {}",
            asked.uid(),
            data.shape().measurements(),
            data.shape().rows(),
            data.shape().cols(),
            data.partitions(),
            request
                .checkedEstimate(session, data, settings)
                .describe(session.sparkContext().isLocal(), settings.storage()));
        data.remarks().forEach(remark -> LOG.warn("{}: {}", asked.uid(), remark));
        return solved(data, objective, settings, jobs, began);
      }
    }
  }

  private Outcome solved(
      MeasuredData data, Objective objective, FitSettings settings, Descriptions jobs, long began) {
    jobs.say("preparing");
    CheckpointFile checkpoint = checkpoint(objective, settings);
    Optional<Objective> fewer = Compression.AUTO.of(objective, settings.relativeGap());
    long solving = System.nanoTime();
    FitResult result =
        new Fit(
                objective,
                fewer.orElse(objective),
                settings,
                new Solvers(session, request, data).create(settings),
                observer(jobs))
            .withCheckpoints(checkpoint == null ? Checkpoints.none() : checkpoint)
            .withRoom(request.room(session, data, settings))
            .run();
    double seconds = (System.nanoTime() - solving) / 1e9;
    String start = settings.warmStart() == null ? "gaussian" : "model";
    FitSummary summary =
        new Summaries(request, data, settings, start, seconds, began)
            .of(result, fewer.isPresent(), null);
    if (checkpoint != null && result.stopReason() != StopReason.INTERRUPTED) {
      checkpoint.remove();
    }
    tell(summary);
    return new Outcome(
        FittedModel.of(summary, result, data, request),
        new TrainingSummary(summary, result.trace()));
  }

  private @Nullable Factors warmStart(@Nullable LowRankMatrix warm, MeasuredData data) {
    return warm == null
        ? null
        : PointWidth.of(
            WarmStart.point(warm, data), asked.askedRank(), asked.getSeed(), data.shape().units());
  }

  private @Nullable CheckpointFile checkpoint(Objective objective, FitSettings settings) {
    if (!asked.isDefined(asked.checkpointDir())) {
      return null;
    }
    String words = request.kind() + " " + request.regularizer() + " " + request.center();
    String name = FitFingerprint.of(objective, settings, words) + ".checkpoint";
    return new CheckpointFile(
        new Path(FilePaths.of(asked.getCheckpointDir()), name),
        session.sparkContext().hadoopConfiguration(),
        asked.getCheckpointSeconds(),
        System::nanoTime,
        warning -> LOG.warn("{}: {}", asked.uid(), warning));
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

  private void tell(FitSummary summary) {
    if (summary.certified()) {
      LOG.info("{}: {}", asked.uid(), summary.verdict());
    } else {
      LOG.warn("{}: {}", asked.uid(), summary.verdict());
    }
    summary.warnings().forEach(warning -> LOG.warn("{}: {}", asked.uid(), warning));
  }
}
