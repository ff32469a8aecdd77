package org.overrank.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.spark.package$;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/** Which versions are running. */
public final class Versions {
  private static final int SPARK_MAJOR = 4;
  private static final String RESOURCE = "/org/overrank/version.properties";

  private Versions() {}

  /**
   * The version of overrank.
   *
   * @return as the build wrote it beside the classes: the same from a jar and from a directory
   */
  public static String ofOverrank() {
    Properties properties = new Properties();
    try (@Nullable InputStream stream = Versions.class.getResourceAsStream(RESOURCE)) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  /**
   * The version of Spark.
   *
   * @return such as 4.2.0
   */
  public static String ofSpark() {
    return package$.MODULE$.SPARK_VERSION();
  }

  /**
   * Refuses to run on a Spark that this jar was not made for, whose classes would be missing later.
   *
   * @throws InvalidInputException if the major version is another
   */
  public static void requireKnownSpark() {
    requireKnownSpark(ofSpark());
  }

  static void requireKnownSpark(String spark) {
    if (!spark.startsWith(SPARK_MAJOR + ".")) {
      throw new InvalidInputException(
          "this jar of overrank is for Spark "
              + SPARK_MAJOR
              + ", and this is Spark "
              + spark
              + ": take a Spark "
              + SPARK_MAJOR);
    }
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
