package org.overrank.ml;

import java.util.Locale;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitObserver;
import org.overrank.fit.TraceRow;
import org.overrank.spark.JobLabels;

/** Names the jobs of one fit in Spark's pages, and afterwards gives back the names there were. */
final class Descriptions implements AutoCloseable, FitObserver {
  private static final String PROPERTY = "spark.job.description";

  private final SparkContext context;
  private final String stage;
  private final @Nullable String before;
  private final @Nullable String whomBefore;

  Descriptions(SparkContext context, String stage) {
    this.context = context;
    this.stage = stage;
    this.before = context.getLocalProperty(PROPERTY);
    this.whomBefore = JobLabels.whom(context, stage);
  }

  /** The next jobs are about this. */
  void say(String what) {
    context.setLocalProperty(PROPERTY, stage + ": " + what);
  }

  @Override
  public void onIteration(TraceRow row) {
    say(
        String.format(
            Locale.ROOT,
            "after iteration %d, %d passes, f %.6g",
            row.iteration(),
            row.passes(),
            row.objective()));
  }

  @Override
  public void close() {
    context.setLocalProperty(PROPERTY, before);
    JobLabels.whom(context, whomBefore);
  }
}
