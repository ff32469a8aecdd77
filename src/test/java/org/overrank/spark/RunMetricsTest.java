package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;

class RunMetricsTest {
  /** As on YARN, where Spark reports a killed container's executor twice. */
  @Test
  void anExecutorThatIsReportedLostTwice_isOne() {
    SparkContext context = LocalSpark.session().sparkContext();
    try (RunMetrics metrics = RunMetrics.watch(context)) {
      assertThat(metrics.hasLosses()).isFalse();
      metrics.onExecutorRemoved(new SparkListenerExecutorRemoved(1L, "2", "killed"));
      metrics.onExecutorRemoved(new SparkListenerExecutorRemoved(2L, "2", "killed"));
      assertThat(metrics.hasLosses()).isTrue();
      assertThat(metrics.losses()).startsWith("1 executors were lost");
      metrics.onExecutorRemoved(new SparkListenerExecutorRemoved(3L, "3", "killed"));
      assertThat(metrics.losses()).startsWith("2 executors were lost");
    }
  }
}
