package org.overrank.spark.job;

import org.apache.spark.package$;
import org.jspecify.annotations.Nullable;

/** Which versions are running. */
public final class Versions {
  private Versions() {}

  /**
   * The version of overrank.
   *
   * @return from the jar's manifest, "development" outside a jar
   */
  public static String ofOverrank() {
    @Nullable String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The version of Spark.
   *
   * @return such as 4.1.0
   */
  public static String ofSpark() {
    return package$.MODULE$.SPARK_VERSION();
  }

  /**
   * The version of Java.
   *
   * @return such as 17.0.15
   */
  public static String ofJava() {
    return System.getProperty("java.version", "unknown");
  }
}
