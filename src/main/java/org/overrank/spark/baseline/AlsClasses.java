package org.overrank.spark.baseline;

import java.util.ArrayList;
import java.util.List;

/** What MLlib's ALS moves between executors; its classes are private, so they go by their names. */
public final class AlsClasses {
  private static final String ALS = "org.apache.spark.ml.recommendation.ALS$";
  private static final List<String> NAMES =
      List.of(
          "Rating",
          "Rating$mcI$sp",
          "RatingBlock",
          "RatingBlock$mcI$sp",
          "InBlock",
          "InBlock$mcI$sp",
          "UncompressedInBlock",
          "UncompressedInBlock$mcI$sp",
          "NormalEquation");

  private AlsClasses() {}

  /**
   * The classes, with arrays of each.
   *
   * @return classes to register
   */
  public static List<Class<?>> all() {
    List<Class<?>> all = new ArrayList<>();
    try {
      for (String name : NAMES) {
        Class<?> type = Class.forName(ALS + name);
        all.add(type);
        all.add(type.arrayType());
      }
      for (String name :
          List.of(
              "org.apache.spark.mllib.recommendation.ALS",
              "scala.reflect.ManifestFactory$FloatManifest",
              "scala.reflect.ManifestFactory$IntManifest",
              "scala.reflect.ManifestFactory$LongManifest")) {
        all.add(Class.forName(name));
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Spark has another ALS", e);
    }
    all.addAll(
        List.of(
            float[].class,
            float[][].class,
            int[][].class,
            scala.Tuple2.class,
            scala.Tuple2[].class,
            scala.Tuple3.class,
            scala.Tuple3[].class,
            byte[].class));
    return all;
  }
}
