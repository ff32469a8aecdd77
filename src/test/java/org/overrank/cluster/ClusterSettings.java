package org.overrank.cluster;

import java.util.HashMap;
import java.util.Map;
import org.overrank.OwnJvm;

/** Settings of Spark for a cluster on the loopback interface. */
final class ClusterSettings {
  private ClusterSettings() {}

  /** Two executors of one core, one on each worker. */
  static Map<String, String> plain() {
    return Map.ofEntries(
        Map.entry("spark.driver.host", "127.0.0.1"),
        Map.entry("spark.driver.bindAddress", "127.0.0.1"),
        Map.entry("spark.ui.enabled", "false"),
        Map.entry("spark.cores.max", "2"),
        Map.entry("spark.executor.cores", "1"),
        Map.entry("spark.executor.memory", "512m"),
        Map.entry("spark.executor.extraJavaOptions", OwnJvm.QUICK),
        Map.entry("spark.driver.extraJavaOptions", OwnJvm.QUICK),
        // A cluster that is stopped is not asked again and again.
        Map.entry("spark.standalone.submit.waitAppCompletion", "true"));
  }

  /** The same, with everything that Spark authenticates and encrypts. */
  static Map<String, String> secured(String secret) {
    Map<String, String> settings = new HashMap<>(plain());
    settings.put("spark.authenticate", "true");
    settings.put("spark.authenticate.secret", secret);
    settings.put("spark.network.crypto.enabled", "true");
    settings.put("spark.network.crypto.saslFallback", "false");
    settings.put("spark.io.encryption.enabled", "true");
    return settings;
  }
}
