package org.overrank;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that every test in this JVM shares: two cores of the loopback interface, no web
 * page. Starting it takes a few seconds, so tests ask for it only where Spark is what they test,
 * and never stop it.
 */
public final class LocalSpark {

  private static final int CORES = 2;

  private LocalSpark() {}

  /** The shared session, started by the first who asks. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  /** The shared session's context. */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session().sparkContext());
  }

  private static final class Holder {
    private static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[" + CORES + "]")
            .appName("overrank tests")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", CORES)
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }
}
