package org.overrank.cli;

import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.Versions;

/**
 * Starts a session and stops it.
 *
 * <p>Whatever the user set through spark-submit wins; the rest is what passes over dense factors
 * want: Kryo, and no limit on what comes back to the driver (the memory estimate is the limit).
 */
final class OwnSession implements SessionSource {
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final String REGISTRATOR = "org.overrank.spark.OverrankKryoRegistrator";

  /**
   * What Spark remembers for its web page, at half a kilobyte a task, whether there is one or not.
   */
  private static final List<String> REMEMBERED =
      List.of(
          "spark.ui.retainedJobs", "spark.ui.retainedStages", "spark.sql.ui.retainedExecutions");

  /** One and a half times what Spark reserves for itself. */
  private static final long LEAST_HEAP = 450L << 20;

  @Override
  public SparkSession open(String command) {
    Versions.requireKnownSpark();
    SparkConf conf = configuration(command);
    requireOpenModules(conf);
    requireMemory(conf);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Spark's launchers give Java the flags, but for a driver that a standalone Master starts. */
  private static void requireOpenModules(SparkConf conf) {
    boolean kryo = conf.get("spark.serializer").equals(KRYO);
    if (kryo && !Object.class.getModule().isOpen("java.nio", OwnSession.class.getModule())) {
      throw new InvalidInputException(
          "this Java was started without the flags that Spark's Kryo needs: say --conf"
              + " spark.driver.extraJavaOptions=\"--add-opens=java.base/java.nio=ALL-UNNAMED"
              + " --add-opens=java.base/java.lang.invoke=ALL-UNNAMED"
              + " --add-opens=java.base/java.util=ALL-UNNAMED"
              + " --add-opens=java.base/sun.util.calendar=ALL-UNNAMED\"");
    }
  }

  /** Spark takes no less, and says so at length. */
  static void requireMemory(SparkConf conf) {
    long heap = conf.getLong("spark.testing.memory", Runtime.getRuntime().maxMemory());
    if (heap < LEAST_HEAP) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "the driver's heap is %,d MB, and Spark needs %,d MB: set"
                  + " OVERRANK_DRIVER_MEMORY=1g or more",
              heap >> 20,
              LEAST_HEAP >> 20));
    }
    long executor = conf.getSizeAsBytes("spark.executor.memory", "1g");
    if (executor < LEAST_HEAP) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "an executor's heap is %,d MB, and Spark needs %,d MB: say --executor-memory 1g or"
                  + " more",
              executor >> 20,
              LEAST_HEAP >> 20));
    }
  }

  /**
   * The settings of a session.
   *
   * @param command name of the command
   * @return the user's settings, completed
   */
  static SparkConf configuration(String command) {
    SparkConf conf = new SparkConf();
    name(conf, command);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // Larger ones wait on the executor until the driver asks for them; a message has 128 MB.
    conf.setIfMissing("spark.task.maxDirectResultSize", "32m");
    conf.setIfMissing("spark.hadoop.parquet.page.verify-checksum.enabled", "true");
    conf.setIfMissing("spark.sql.caseSensitive", "true"); // columns "id" and "Id" are two
    REMEMBERED.forEach(what -> conf.setIfMissing(what, "100")); // of 1,000, a stage a pass or two
    if (conf.get("spark.master").matches("local(\\[.*)?")) {
      // Spark makes room for a whole block, 4 MB, to tell its tasks what a pass is: half a
      // kilobyte.
      conf.setIfMissing("spark.broadcast.blockSize", "256k");
      // Else a task that is out of memory ends the process before it has said so.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    handSecretOn(conf);
    conf.setIfMissing("spark.serializer", KRYO);
    if (conf.get("spark.serializer").equals(KRYO)) {
      register(conf);
    }
    return conf;
  }

  /** Beside classes of the user's own: Kryo may be told to refuse those that are not registered. */
  private static void register(SparkConf conf) {
    String own = conf.get("spark.kryo.registrator", "");
    if (!List.of(own.split(" *, *", -1)).contains(REGISTRATOR)) {
      conf.set("spark.kryo.registrator", own.isBlank() ? REGISTRATOR : own + "," + REGISTRATOR);
    }
  }

  /** What spark-submit calls a program that was given no name is the name of its jar. */
  private static void name(SparkConf conf, String command) {
    String given = conf.get("spark.app.name", "");
    if (given.isBlank() || given.endsWith(".jar") || given.equals(Overrank.class.getName())) {
      conf.setAppName("overrank " + command);
    }
  }

  /** A driver within a standalone cluster is told the secret where SparkContext does not look. */
  private static void handSecretOn(SparkConf conf) {
    String secret = System.getenv("_SPARK_AUTH_SECRET");
    boolean asked = conf.getBoolean("spark.authenticate", false);
    if (asked && secret != null) {
      conf.setIfMissing("spark.authenticate.secret", secret);
    }
  }

  @Override
  public void release(SparkSession session) {
    session.stop();
  }
}
