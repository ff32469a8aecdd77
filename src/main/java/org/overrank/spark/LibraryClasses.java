package org.overrank.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What MLlib's ALS and Spark ML's {@code RegressionEvaluator} move between executors; their classes
 * are private, so they go by their names.
 */
final class LibraryClasses {
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

  private static final String STATISTICS = "org.apache.spark.ml.stat.Summar";
  private static final List<String> METRICS =
      List.of(
          "Mean",
          "Sum",
          "Variance",
          "Std",
          "Count",
          "NumNonZeros",
          "Max",
          "Min",
          "NormL2",
          "NormL1");
  private static final List<String> SUMS =
      List.of("Mean", "M2n", "M2", "L1", "WeightSum", "NNZ", "Max", "Min");

  private static final List<String> OTHERS =
      List.of(
          "org.apache.spark.mllib.recommendation.ALS",
          "scala.reflect.ManifestFactory$FloatManifest",
          "scala.reflect.ManifestFactory$IntManifest",
          "scala.reflect.ManifestFactory$LongManifest");

  private LibraryClasses() {}

  /** A Spark that has other ones stops no fit: only those libraries move them. */
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
  static List<Class<?>> all() {
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
    known(STATISTICS + "izerBuffer").ifPresent(all::add);
    for (String metric : METRICS) {
      known(STATISTICS + "yBuilderImpl$" + metric + "$").ifPresent(all::add);
    }
    for (String sum : SUMS) {
      known(STATISTICS + "yBuilderImpl$Compute" + sum + "$").ifPresent(all::add);
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
