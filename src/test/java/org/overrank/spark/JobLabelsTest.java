package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;

class JobLabelsTest {
  private static final SparkContext CONTEXT = LocalSpark.context().sc();

  /** What Spark's pages would show. */
  private static final class Shown extends SparkListener {
    final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    final Queue<String> stages = new ConcurrentLinkedQueue<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      jobs.add(job.properties().getProperty("spark.job.description"));
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
      stages.add(stage.stageInfo().name());
    }
  }

  @Test
  void jobsAndStages_haveTheNameOfTheWork() throws TimeoutException {
    Shown shown = new Shown();
    CONTEXT.addSparkListener(shown);
    String before = JobLabels.whom(CONTEXT, "the test");
    try {
      JobLabels.duringPass(CONTEXT, "sum", () -> count());
      CONTEXT.listenerBus().waitUntilEmpty();
    } finally {
      JobLabels.whom(CONTEXT, before);
      CONTEXT.removeSparkListener(shown);
    }
    assertThat(shown.jobs).containsExactly("pass: sum for the test");
    assertThat(shown.stages).containsExactly("pass: sum");
    assertThat(CONTEXT.getLocalProperty(JobLabels.PASS)).isNull();
    assertThat(CONTEXT.getCallSite().shortForm()).contains("JobLabelsTest");
  }

  private static long count() {
    return LocalSpark.context().parallelize(List.of(1, 2)).count();
  }
}
