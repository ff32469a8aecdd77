package org.overrank.bench;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Spark in this JVM, on all cores. */
final class Sessions {
  private Sessions() {}

  static SparkSession local(Path work) {
    SparkSession session =
        SparkSession.builder()
            .master("local[" + Runtime.getRuntime().availableProcessors() + "]")
            .appName("overrank bench")
            .config("spark.ui.enabled", "false")
            // As the commands and their launcher have it.
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrator", "org.overrank.spark.OverrankKryoRegistrator")
            .config("spark.broadcast.compress", "false")
            .config("spark.broadcast.blockSize", "256k")
            .config("spark.task.maxDirectResultSize", "32m")
            .config("spark.local.dir", work.toString())
            .config("spark.sql.warehouse.dir", work.resolve("warehouse").toString())
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    session.sparkContext().setCheckpointDir(work.resolve("checkpoints").toString());
    return session;
  }
}
