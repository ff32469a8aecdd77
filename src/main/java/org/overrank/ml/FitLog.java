package org.overrank.ml;

import java.util.Locale;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaTrial;
import org.overrank.fit.TraceRow;
import org.overrank.objective.ProblemShape;
import org.overrank.run.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged of an Estimator's fit.
 *
 * @param stage the Estimator's uid
 */
record FitLog(String stage) implements FitObserver {
  private static final Logger LOG = LoggerFactory.getLogger(FitLog.class);

  /** What was read, and what the fit will take. */
  void begin(Run run, FitSettings settings) {
    ProblemShape shape = run.data().shape();
    LOG.info(
        "{}: {} of {} x {} in {} blocks; {}",
        stage,
        shape.measurements(),
        shape.rows(),
        shape.cols(),
        run.data().partitions(),
        run.checkedEstimate(settings).describe(run.isLocal()));
    run.data().remarks().forEach(this::warn);
  }

  /** A λ on the way to the one that is chosen. */
  void tried(LambdaTrial trial) {
    LOG.info(
        "{}: lambda {}, {}, rank {}, {} passes",
        stage,
        trial.lambda(),
        trial.score(),
        trial.rank(),
        trial.passes());
  }

  @Override
  public void onIteration(TraceRow row) {
    if (Double.isNaN(row.relativeGap())) {
      LOG.debug("{}: {}", stage, words(row));
    } else {
      LOG.info("{}: {}, gap {}", stage, words(row), row.relativeGap());
    }
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

  /** How it ended. */
  void end(FitSummary summary) {
    if (summary.proof().certified()) {
      LOG.info("{}: {}", stage, summary.proof().verdict());
    } else {
      warn(summary.proof().verdict());
    }
    summary.warnings().forEach(this::warn);
  }

  void warn(String text) {
    LOG.warn("{}: {}", stage, text);
  }
}
