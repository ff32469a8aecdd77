package org.overrank.spark.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  private static final List<String> OTHERS =
      List.of(
          "org.apache.spark.mllib.recommendation.ALS",
          "scala.reflect.ManifestFactory$FloatManifest",
          "scala.reflect.ManifestFactory$IntManifest",
          "scala.reflect.ManifestFactory$LongManifest");

  private AlsClasses() {}

  /** A Spark whose ALS has other classes stops no fit: none but that baseline moves them. */
  private static Optional<Class<?>> known(String name) {
    try {
      return Optional.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The classes, with arrays of each.
   *
   * @return classes to register
   */
  public static List<Class<?>> all() {
    List<Class<?>> all = new ArrayList<>();
    for (String name : NAMES) {
      known(ALS + name)
          .ifPresent(
              type -> {
                all.add(type);
                all.add(type.arrayType());
              });
    }
    OTHERS.forEach(name -> known(name).ifPresent(all::add));
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
