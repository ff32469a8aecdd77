package org.overrank.spark;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** What the executors of a cluster have room for. */
public final class ExecutorMemory {
  private ExecutorMemory() {}

  /**
   * The memory in which executors can keep blocks, as far as they have registered.
   *
   * @param context a context on a cluster
   * @return bytes, all executors together, without the driver
   */
  public static long storage(SparkContext context) {
    String driver = SparkEnv.get().blockManager().blockManagerId().hostPort();
    Map<String, Tuple2<Object, Object>> all =
        CollectionConverters.asJava(context.getExecutorMemoryStatus());
    return all.entrySet().stream()
        .filter(each -> !each.getKey().equals(driver))
        .mapToLong(each -> (long) each.getValue()._1())
        .sum();
  }
}
