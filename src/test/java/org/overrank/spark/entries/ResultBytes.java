package org.overrank.spark.entries;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.overrank.LocalSpark;

/** Adds up what tasks send to the driver. */
final class ResultBytes extends SparkListener {
  private static final String LAST = "the last";
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int last = -1;
  private volatile long bytes;

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    if (LAST.equals(start.properties().getProperty("spark.job.description"))) {
      last = start.jobId();
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (last < 0 && task.taskMetrics() != null) {
      bytes += task.taskMetrics().resultSize();
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    if (end.jobId() == last) {
      ended.countDown();
    }
  }

  /** The bytes of all jobs that have been run; a last one tells when all have been heard of. */
  long untilNow() {
    LocalSpark.context().setJobDescription(LAST);
    try {
      LocalSpark.context().parallelize(List.of(1), 1).count();
      if (!ended.await(15, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Spark tells nothing");
      }
      return bytes;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      LocalSpark.context().setJobDescription(null);
    }
  }
}
