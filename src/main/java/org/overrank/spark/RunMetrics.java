package org.overrank.spark;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.metrics.source.DoubleAccumulatorSource$;
import org.apache.spark.metrics.source.LongAccumulatorSource$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.overrank.fit.FitObserver;
import org.overrank.fit.TraceRow;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Passes, bytes, losses and the gap of a run, while it goes on.
 *
 * <p>They are metrics of the driver, for whatever sink Spark's metrics system is given: gauges
 * {@code AccumulatorSource.overrank.*}. Bytes are those that Spark reports, serialized and
 * compressed as they travel: a broadcast is counted once, as it leaves the driver, however many
 * executors fetch it.
 */
public final class RunMetrics extends SparkListener implements FitObserver, AutoCloseable {
  private final SparkContext context;
  private final Count passes = new Count();
  private final Count broadcastBytes = new Count();
  private final Count resultBytes = new Count();
  private final Count shuffledBytes = new Count();
  private final Count failedTasks = new Count();
  private final Count lostExecutors = new Count();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final Last objective = new Last();
  private final Last gap = new Last();

  /** A number of events. */
  private static final class Count extends LongAccumulator {
    private static final long serialVersionUID = 1L;

    private final AtomicLong count = new AtomicLong();

    void plus(long more) {
      count.addAndGet(more);
    }

    @Override
    public Long value() {
      return count.get();
    }
  }

  /** The last value of something; not a number until there is one. */
  private static final class Last extends DoubleAccumulator {
    private static final long serialVersionUID = 1L;

    private volatile double last = Double.NaN;

    @Override
    public Double value() {
      return last;
    }
  }

  private RunMetrics(SparkContext context) {
    this.context = context;
  }

  /**
   * Begins to watch.
   *
   * @param context what to watch
   * @return the metrics, from now on and until they are closed
   */
  public static RunMetrics watch(SparkContext context) {
    RunMetrics metrics = new RunMetrics(context);
    context.addSparkListener(metrics);
    LongAccumulatorSource$.MODULE$.register(
        context,
        immutable(
            Map.<String, LongAccumulator>of(
                "overrank.passes", metrics.passes,
                "overrank.broadcastBytes", metrics.broadcastBytes,
                "overrank.resultBytes", metrics.resultBytes,
                "overrank.shuffledBytes", metrics.shuffledBytes,
                "overrank.failedTasks", metrics.failedTasks,
                "overrank.lostExecutors", metrics.lostExecutors)));
    DoubleAccumulatorSource$.MODULE$.register(
        context,
        immutable(
            Map.<String, DoubleAccumulator>of(
                "overrank.objective", metrics.objective, "overrank.relativeGap", metrics.gap)));
    return metrics;
  }

  private static <T> scala.collection.immutable.Map<String, T> immutable(Map<String, T> map) {
    return Map$.MODULE$.from(CollectionConverters.asScala(map));
  }

  @Override
  public void onIteration(TraceRow row) {
    objective.last = row.objective();
    if (row.relativeGap() > 0) {
      gap.last = row.relativeGap();
    }
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (job.properties() != null && job.properties().containsKey(JobLabels.PASS)) {
      passes.plus(1);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (!(task.reason() instanceof Success$)) {
      failedTasks.plus(1);
    } else if (task.taskMetrics() != null) {
      resultBytes.plus(task.taskMetrics().resultSize());
      shuffledBytes.plus(task.taskMetrics().shuffleWriteMetrics().bytesWritten());
    }
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated event) {
    BlockUpdatedInfo block = event.blockUpdatedInfo();
    // The driver keeps a broadcast twice: whole for itself, and in pieces that executors fetch. A
    // block that is removed is reported with its size once more, and no storage level.
    if (block.blockManagerId().isDriver()
        && block.storageLevel().isValid()
        && block.blockId() instanceof BroadcastBlockId id
        && id.field().startsWith("piece")) {
      broadcastBytes.plus(block.memSize() + block.diskSize());
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
    // On YARN Spark says it twice of one whose container was killed.
    if (lost.add(executor.executorId())) {
      lostExecutors.plus(1);
    }
  }

  /**
   * Bytes broadcast so far, Spark's own for its stages included.
   *
   * @return bytes
   */
  public long broadcastBytes() {
    return broadcastBytes.value();
  }

  /**
   * Bytes that tasks have returned so far.
   *
   * @return bytes
   */
  public long resultBytes() {
    return resultBytes.value();
  }

  /**
   * Bytes that were written for shuffles so far.
   *
   * @return bytes
   */
  public long shuffledBytes() {
    return shuffledBytes.value();
  }

  /**
   * Whether something was lost and computed again.
   *
   * @return true if an executor was lost
   */
  public boolean hasLosses() {
    return lostExecutors.value() > 0;
  }

  /**
   * What was lost, for people.
   *
   * @return one line
   */
  public String losses() {
    return String.format(
        Locale.ROOT,
        "%,d executors were lost on the way and %,d tasks failed: their work was done again, to the"
            + " same bits",
        lostExecutors.value(),
        failedTasks.value());
  }

  /**
   * The traffic so far, for people.
   *
   * @return one line
   */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "traffic: %,d passes, %.1f MB broadcast, %.1f MB returned by tasks, %.1f MB shuffled",
        passes.value(),
        megabytes(broadcastBytes),
        megabytes(resultBytes),
        megabytes(shuffledBytes));
  }

  private static double megabytes(Count bytes) {
    return bytes.value() / (double) (1L << 20);
  }

  /** Stops watching; the metrics keep their last values. */
  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
