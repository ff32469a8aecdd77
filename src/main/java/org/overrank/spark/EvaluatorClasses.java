package org.overrank.spark;

import java.util.ArrayList;
import java.util.List;

/** What Spark ML's {@code RegressionEvaluator} moves, for Kryo; the classes are Spark's own. */
final class EvaluatorClasses {
  private static final String PACKAGE = "org.apache.spark.ml.stat.";
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

  private EvaluatorClasses() {}

  /** Classes to register. */
  static List<Class<?>> all() {
    List<Class<?>> all = new ArrayList<>();
    try {
      all.add(Class.forName(PACKAGE + "SummarizerBuffer"));
      for (String metric : METRICS) {
        all.add(Class.forName(PACKAGE + "SummaryBuilderImpl$" + metric + "$"));
      }
      for (String sum : SUMS) {
        all.add(Class.forName(PACKAGE + "SummaryBuilderImpl$Compute" + sum + "$"));
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Spark has other evaluators", e);
    }
    return all;
  }
}
