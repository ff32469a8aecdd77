package org.overrank;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.overrank.spark.OverrankKryoRegistrator;

/**
 * The Spark session that every test in this JVM shares: two cores of the loopback interface, no web
 * page, and Kryo that refuses classes nobody registered. Starting it takes a few seconds, so tests
 * ask for it only where Spark is what they test, and never stop it.
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

  /** Ids of what is kept in memory now, tables that tests of this JVM share included. */
  public static Set<Integer> persisted() {
    return new TreeSet<>(context().getPersistentRDDs().keySet());
  }

  /**
   * Starts a session with a number of cores, in a JVM that has none yet.
   *
   * @param cores how many tasks run at a time
   * @return the session
   */
  public static SparkSession start(int cores) {
    return SparkSession.builder()
        .master("local[" + cores + "]")
        .appName("overrank tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", CORES)
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .config("spark.serializer", KryoSerializer.class.getName())
        // As commands set it: else every job makes room for 4 MB.
        .config("spark.broadcast.blockSize", "256k")
        // Compiling a class for every query takes longer than a small table does; commands in
        // processes of their own, and clusters, compile them as users' do.
        .config("spark.sql.codegen.wholeStage", false)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        // So does planning it again after every stage, and checking each plan.
        .config("spark.sql.adaptive.enabled", false)
        .config("spark.sql.lightweightPlanChangeValidation", false)
        .config("spark.sql.caseSensitive", true)
        .config("spark.kryo.registrationRequired", true)
        .config("spark.kryo.registrator", OverrankKryoRegistrator.class.getName())
        .getOrCreate();
  }

  /**
   * Starts a session as users have it, with nothing of this program's settings, in a JVM that has
   * none yet.
   *
   * @param cores how many tasks run at a time
   * @return the session
   */
  public static SparkSession bare(int cores) {
    return SparkSession.builder()
        .master("local[" + cores + "]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", false)
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .getOrCreate();
  }

  private static final class Holder {
    private static final SparkSession SESSION = start(CORES);
  }
}
