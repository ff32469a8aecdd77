package org.overrank.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of a test JVM: two cores, loopback only, no UI, and Kryo that refuses
 * classes nobody registered. It ends with the JVM.
 */
public final class SparkTestSession {
  private SparkTestSession() {}

  /**
   * The session, started when first asked for.
   *
   * @return the session
   */
  public static synchronized SparkSession get() {
    return builder("local[2]").getOrCreate();
  }

  /**
   * The context of the session.
   *
   * @return the context
   */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(get().sparkContext());
  }

  private static SparkSession.Builder builder(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("overrank tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.serializer", KryoSerializer.class.getName())
        .config("spark.kryo.registrationRequired", true)
        .config("spark.kryo.registrator", OverrankKryoRegistrator.class.getName());
  }
}
