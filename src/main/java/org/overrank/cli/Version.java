package org.overrank.cli;

import org.apache.spark.package$;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Which versions are running. */
final class Version implements IVersionProvider {
  /**
   * The version of overrank.
   *
   * @return from the jar's manifest, "development" outside a jar
   */
  static String ofOverrank() {
    @Nullable String version = Overrank.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The version of Spark.
   *
   * @return such as 4.1.0
   */
  static String ofSpark() {
    return package$.MODULE$.SPARK_VERSION();
  }

  /**
   * The version of Java.
   *
   * @return such as 17.0.15
   */
  static String ofJava() {
    return System.getProperty("java.version", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"overrank " + ofOverrank(), "Spark " + ofSpark() + ", Java " + ofJava()};
  }
}
