package org.overrank.cli.options;

import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration as Spark will have it, before there is a session. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  /** Hadoop's own files, which take a tenth of a second to read. */
  private static final Configuration FILES = new Configuration();

  private HadoopSettings() {}

  /**
   * Hadoop's own files, and what the user gave spark-submit as {@code spark.hadoop.*}, which
   * arrives in system properties.
   *
   * @return a new configuration
   */
  public static Configuration now() {
    FILES.size(); // Only what has been read is copied.
    Configuration hadoop = new Configuration(FILES);
    System.getProperties()
        .forEach(
            (key, value) -> {
              if (key instanceof String name && name.startsWith(PREFIX)) {
                hadoop.set(name.substring(PREFIX.length()), String.valueOf(value));
              }
            });
    return hadoop;
  }
}
